//! The four transfers of July 1975, and a rescue, as rows: who goes through the Docking Module to Soyuz, who comes
//! back with it. A row names men; the steps they take stand in the joint flight plan.
//!
//! Transfers 1 and 2, and who came home with whom at the third, are published; who went over with
//! Leonov at the third, and the fourth as a whole, are recalled. At every moment one man of each crew
//! is at home and at most two are in the Docking Module, one of them Apollo's, who works it.

use serde::{Deserialize, Serialize};

use crate::ids::CrewId;

use CrewId::{Brand, Kubasov, Leonov, Slayton, Stafford};

/// One transfer: the Docking Module goes to Soyuz's air and back to Apollo's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// 1 to 4; 5 is the rescue.
    pub number: u8,
    /// Who goes into the Docking Module before its air is raised.
    pub out: &'static [CrewId],
    /// Who meet in tunnel 2.
    pub meet: &'static [CrewId],
    /// Who then goes, or goes back, into the orbital module.
    pub over: &'static [CrewId],
    /// Who is in the Docking Module when it goes back to Apollo's air.
    pub back: &'static [CrewId],
}

/// The transfers, in order; the fifth was never needed: Soyuz's crew comes over for good, and the
/// man who works the Docking Module is there already.
pub const TRANSFERS: [Transfer; 5] = [
    Transfer {
        number: 1,
        out: &[Stafford, Slayton],
        meet: &[Stafford, Leonov],
        over: &[Stafford, Slayton, Leonov],
        back: &[Stafford, Slayton],
    },
    Transfer {
        number: 2,
        out: &[Brand, Slayton],
        meet: &[Brand, Leonov],
        over: &[Brand],
        back: &[Slayton, Leonov],
    },
    Transfer {
        number: 3,
        out: &[Stafford, Leonov],
        meet: &[Stafford, Kubasov],
        over: &[Stafford, Leonov],
        back: &[Brand, Kubasov],
    },
    Transfer {
        number: 4,
        out: &[Brand, Kubasov],
        meet: &[Kubasov, Leonov],
        over: &[Kubasov, Leonov],
        back: &[Brand, Stafford],
    },
    Transfer {
        number: 5,
        out: &[Slayton],
        meet: &[],
        over: &[],
        back: &[Slayton, Leonov, Kubasov],
    },
];

/// Which men of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Party {
    /// Those in the Docking Module on the way out.
    Out,
    /// Those who meet in tunnel 2.
    Meet,
    /// Those who go into Soyuz.
    Over,
    /// Those in the Docking Module on the way back.
    Back,
}

impl Party {
    /// All four.
    pub const ALL: [Party; 4] = [Party::Out, Party::Meet, Party::Over, Party::Back];
}

impl Transfer {
    /// The transfer with that number; the first one when there is none.
    pub fn numbered(number: u8) -> &'static Transfer {
        let row = TRANSFERS.iter().find(|row| row.number == number);
        row.unwrap_or(&TRANSFERS[0])
    }

    /// The men of a party.
    pub const fn party(&self, party: Party) -> &'static [CrewId] {
        match party {
            Party::Out => self.out,
            Party::Meet => self.meet,
            Party::Over => self.over,
            Party::Back => self.back,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CompartmentId, Seat};
    use CompartmentId::{Cm, Dm, Om, Sa, Tunnel2};

    #[test]
    fn four_transfers_bring_everybody_home_and_leave_a_host_in_each_ship() {
        let mut at = [Cm, Cm, Cm, Om, Sa];
        let men = |at: &[CompartmentId; 5], place| at.iter().filter(|one| **one == place).count();
        let host = |at: &[CompartmentId; 5], seat: Seat, home: &[CompartmentId]| {
            let hosts = CrewId::ALL.iter().zip(at);
            assert!(
                hosts
                    .into_iter()
                    .any(|(man, place)| man.seat() == seat && home.contains(place)),
                "{seat:?} {at:?}"
            );
        };
        for row in &TRANSFERS[..4] {
            for (party, from, to) in [
                (Party::Out, &[Cm][..], Dm),
                (Party::Meet, &[Dm, Om, Sa][..], Tunnel2),
                (Party::Over, &[Dm, Tunnel2, Om][..], Om),
                (Party::Back, &[Dm, Tunnel2, Om][..], Dm),
                (Party::Back, &[Dm][..], Cm),
            ] {
                for man in row.party(party) {
                    let place = &mut at[*man as usize];
                    assert!(
                        from.contains(place),
                        "{} {party:?} {man:?} {place:?}",
                        row.number
                    );
                    *place = to;
                }
                assert!(men(&at, Dm) <= 2, "{} {party:?}", row.number);
                host(&at, Seat::Apollo, &[Cm]);
                host(&at, Seat::Soyuz, &[Om, Sa, Tunnel2]);
            }
            assert_eq!(
                men(&at, Tunnel2),
                0,
                "{}: nobody is shut in the tunnel",
                row.number
            );
            let [out, back] = [Party::Out, Party::Back].map(|party| row.party(party));
            for crew in [out, back] {
                assert!(
                    crew.iter().any(|man| man.seat() == Seat::Apollo),
                    "{}",
                    row.number
                );
            }
        }
        assert_eq!(at[..3], [Cm; 3], "Apollo's crew is home");
        assert!(
            at[3..].iter().all(|place| [Om, Sa].contains(place)),
            "{at:?}"
        );
    }
}
