//! The router's part is played by a gateway of the test's own at a loopback address that nobody else
//! uses: PCP as RFC 6887 has it on the wire, NAT-PMP alone as RFC 6886 has it, or UPnP.

mod igd;

use std::net::SocketAddrV4;

use tokio::net::UdpSocket as Socket;

use super::*;

const PORT: NonZeroU16 = NonZeroU16::new(1975).expect("not zero");
const WORLD: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 7);
/// What the gateway gives instead of the port that was asked for.
const GIVEN: u16 = 40_975;

/// How a gateway behaves.
#[derive(Clone, Copy)]
struct Manners {
    pcp: bool,
    outside: Ipv4Addr,
    /// Result code; 0 is success, 2 not authorised in both protocols.
    result: u8,
    lifetime_s: u32,
}

const GOOD: Manners = Manners {
    pcp: true,
    outside: WORLD,
    result: 0,
    lifetime_s: LIFETIME_S,
};

/// A request to open or close: seconds asked for, and the nonce where there is one.
type Asked = (u32, [u8; 12]);

/// A gateway of these manners: its address, and what it is asked.
async fn router(last: u8, manners: Manners) -> (IpAddr, mpsc::Receiver<Asked>) {
    let [.., high, low] = std::process::id().to_be_bytes();
    let at = Ipv4Addr::new(127, high, low, last);
    let socket = Socket::bind(SocketAddrV4::new(at, GATEWAY_PORT)).await;
    let socket = socket.expect("a loopback address of this process");
    let (sender, asked) = mpsc::channel(16);
    tokio::spawn(async move {
        let mut request = [0; 128];
        while let Ok((length, from)) = socket.recv_from(&mut request).await {
            let (answer, heard) = answer(&request[..length], manners);
            if let Some(heard) = heard
                && sender.send(heard).await.is_err()
            {
                return;
            }
            socket.send_to(&answer, from).await.expect("loopback");
        }
    });
    (at.into(), asked)
}

fn answer(request: &[u8], manners: Manners) -> (Vec<u8>, Option<Asked>) {
    let result = manners.result;
    let seconds = |at: usize| u32::from_be_bytes(request[at..at + 4].try_into().expect("four"));
    let granted = |asked: u32| asked.min(manners.lifetime_s).to_be_bytes();
    match request {
        [2, 1, ..] if manners.pcp => {
            let nonce: [u8; 12] = request[24..36].try_into().expect("twelve");
            let mut reply = vec![2, 0x81, 0, result];
            reply.extend(granted(seconds(4)));
            reply.extend([0, 0, 0, 9]);
            reply.extend([0; 12]);
            reply.extend(&request[24..42]);
            reply.extend(GIVEN.to_be_bytes());
            reply.extend(manners.outside.to_ipv6_mapped().octets());
            (reply, Some((seconds(4), nonce)))
        }
        [0, 0, ..] => {
            let mut reply = vec![0, 0x80, 0, result, 0, 0, 0, 9];
            reply.extend(manners.outside.octets());
            (reply, None)
        }
        [0, 1, ..] => {
            let mut reply = vec![0, 0x81, 0, result, 0, 0, 0, 9];
            reply.extend(&request[4..6]);
            let given = if seconds(8) == 0 { 0 } else { GIVEN };
            reply.extend(given.to_be_bytes());
            reply.extend(granted(seconds(8)));
            (reply, Some((seconds(8), [0; 12])))
        }
        // Another version than the one it speaks.
        _ => (vec![0, 0x81, 0, 1, 0, 0, 0, 9], None),
    }
}

/// Nobody has to wait for it here.
const QUICK: Times = Times {
    patience: TimeoutConfig {
        initial_timeout: Duration::from_millis(40),
        max_retries: 2,
        max_retry_timeout: None,
    },
    again: Duration::from_millis(20),
    renew_least: Duration::from_millis(20),
    renew_most: Duration::from_secs(60),
};

fn ask_in(times: Times, gateway: IpAddr) -> (Router, mpsc::Receiver<Outside>) {
    let (news, told) = mpsc::channel(4);
    // Nobody but the gateway is asked.
    let search = Search::at(gateway);
    let router = Router::ask_in((times, search), move || Some(gateway), PORT, news);
    (router, told)
}

fn ask(gateway: IpAddr) -> (Router, mpsc::Receiver<Outside>) {
    ask_in(TIMES, gateway)
}

#[tokio::test]
async fn a_port_is_opened_and_given_back_by_either_protocol() {
    for (last, pcp) in [(1, true), (2, false)] {
        let (gateway, mut asked) = router(last, Manners { pcp, ..GOOD }).await;
        let (router, mut told) = ask(gateway);
        let open = Outside::Open(SocketAddr::new(WORLD.into(), GIVEN));
        assert_eq!(told.recv().await, Some(open), "pcp: {pcp}");
        let (seconds, nonce) = asked.recv().await.expect("asked");
        assert_eq!(seconds, LIFETIME_S);
        router.close().await;
        assert_eq!(asked.recv().await, Some((0, nonce)), "it is given back");
        assert_eq!(told.recv().await, None);
    }
}

#[tokio::test]
async fn an_address_that_the_internet_does_not_reach_is_told_and_not_kept() {
    for (last, outside) in [(3, [100, 64, 0, 9]), (4, [192, 168, 1, 2])] {
        let outside = Ipv4Addr::from(outside);
        let (gateway, mut asked) = router(last, Manners { outside, ..GOOD }).await;
        let (_router, mut told) = ask(gateway);
        let behind = Outside::Behind(outside.into());
        assert_eq!(told.recv().await, Some(behind));
        assert!(asked.recv().await.is_some_and(|(seconds, _)| seconds > 0));
        assert!(asked.recv().await.is_some_and(|(seconds, _)| seconds == 0));
    }
}

#[tokio::test]
async fn no_router_and_one_that_refuses_are_told() {
    let refuses = Manners { result: 2, ..GOOD };
    let (gateway, _asked) = router(5, refuses).await;
    let (_router, mut told) = ask(gateway);
    assert_eq!(told.recv().await, Some(Outside::Shut));
    let (news, mut told) = mpsc::channel(4);
    let _router = Router::ask(|| None, PORT, news);
    assert_eq!(told.recv().await, Some(Outside::Shut));
    let (offline, outside) = (6, Ipv4Addr::UNSPECIFIED);
    let (gateway, _asked) = router(offline, Manners { outside, ..GOOD }).await;
    let (_router, mut told) = ask(gateway);
    assert_eq!(told.recv().await, Some(Outside::Shut));
}

#[tokio::test]
async fn a_silent_router_is_given_up_and_asked_again() {
    let [.., high, low] = std::process::id().to_be_bytes();
    let at = Ipv4Addr::new(127, high, low, 7);
    let socket = Socket::bind(SocketAddrV4::new(at, GATEWAY_PORT)).await;
    let socket = socket.expect("a loopback address of this process");
    let (_router, mut told) = ask_in(QUICK, at.into());
    assert_eq!(told.recv().await, Some(Outside::Shut));
    let mut bytes = [0; 128];
    // One more than the patience of a single asking.
    for _ in 0..4 {
        socket.recv_from(&mut bytes).await.expect("asked");
    }
    let waits = TIMES.patience.max_retries as u32 + 1;
    let longest = TIMES.patience.max_retry_timeout.expect("bounded");
    assert!(longest * waits <= Duration::from_secs(8), "a bounded wait");
}

#[tokio::test]
async fn a_port_is_asked_for_again_before_the_routers_word_runs_out() {
    for (last, pcp) in [(8, true), (9, false)] {
        let lifetime_s = 2;
        let manners = Manners {
            pcp,
            lifetime_s,
            ..GOOD
        };
        let (gateway, mut asked) = router(last, manners).await;
        let (_router, mut told) = ask_in(QUICK, gateway);
        assert!(matches!(told.recv().await, Some(Outside::Open(_))));
        let (_, nonce) = asked.recv().await.expect("asked");
        let (seconds, again) = asked.recv().await.expect("asked again");
        assert_eq!((seconds, again), (lifetime_s, nonce), "by the same nonce");
        assert_eq!(told.try_recv().ok(), None, "nothing is new");
    }
}

/// A router that loses its mind: once its word has run out, its address leaves the line.
#[tokio::test]
async fn a_router_that_falls_silent_is_told_when_its_word_has_run_out() {
    let manners = Manners {
        lifetime_s: 1,
        ..GOOD
    };
    let (gateway, mut asked) = router(10, manners).await;
    let (_router, mut told) = ask_in(QUICK, gateway);
    assert!(matches!(told.recv().await, Some(Outside::Open(_))));
    // Nobody listens to what it is asked any more: its task ends at the next request.
    asked.close();
    assert_eq!(told.recv().await, Some(Outside::Shut));
}
