//! What the shipped missions hold and how a wrong one is refused.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::format;

use proptest::prelude::*;

use super::{
    AIR, ALTITUDE, ARGUMENT, CABIN, CAVITY, CLOSING, CLOSING_RULE, FLOOR, FRACTION, GYRO_DRIFT,
    HOOK, INCLINATION, LEAK_CHECK, MECHANISM, MEN, NODE, ORBIT, PAR, PAR_PROPELLANT, PAR_TIME,
    PRESSURE, RANGE, RETRACT, ROOT, SIGHT_UP, SPREAD, SPREAD_ANGLE, START, START_DOCKED,
    TEMPERATURE, faults, noise, parse, parse_all,
};
use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::faults::{Amount, Condition};
use crate::catalogue::procedures::Phase;
use crate::frames::below_rad;
use crate::ids::{HatchId, Seat};
use crate::limits::SCENARIO_BYTES_MAX;
use crate::scenario::reader::Measure;
use crate::scenario::{Scenario, Stand, load, shipped};
use crate::sim::atmosphere::AirSetup;
use crate::sim::input::Inputs;
use crate::sim::radio::noise::NoiseRow;
use crate::sim::{World, digest, step};
use crate::time::Tick;

fn shipped_text(name: &str) -> &'static str {
    let row = shipped().iter().find(|(shipped, _)| *shipped == name);
    row.expect("a shipped mission").1
}

/// The complaint about a shipped text with one place changed.
fn complaint(from: &str, to: &str) -> std::string::String {
    let text = shipped_text("final-approach");
    assert!(text.contains(from), "{from}");
    match parse(&text.replacen(from, to, 1)) {
        Ok(_) => "none".to_string(),
        Err(error) => error.to_string(),
    }
}

fn line_of(needle: &str) -> usize {
    let text = shipped_text("final-approach");
    let line = text.lines().position(|line| line.starts_with(needle));
    1 + line.expect("a line that begins so")
}

#[test]
fn every_shipped_mission_parses_under_its_files_name() {
    assert!(shipped().len() >= 2);
    assert!(shipped().is_sorted());
    for (name, text) in shipped() {
        let scenario = parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(scenario.name, *name);
        assert_eq!(load(name), Some(scenario));
    }
    assert_eq!(load("no-such-mission"), None);
}

#[test]
fn shipped_missions_stay_finite_and_on_their_orbit_until_contact() {
    for (name, contact_s) in [("final-approach", 110), ("first-handshake", 640)] {
        let scenario = load(name).expect("shipped");
        let mut world = World::new(&scenario, 7);
        let mut events = Vec::new();
        for _ in 0..600 {
            step(&mut world, &Inputs::default(), &mut events);
        }
        assert!(
            world.range_m().is_finite() && world.range_m() > 0.0,
            "{name}"
        );
        assert!(world.outcome().is_none(), "{name}");
        let soyuz = &world.craft[Seat::Soyuz.index()];
        assert!(soyuz.pos_eci_m.is_finite() && soyuz.eci_from_body.is_finite());
        assert_ne!(digest::of(&world), digest::of(&World::new(&scenario, 7)));
        let [latitude, longitude] = at_contact(&scenario, f64::from(contact_s));
        assert!(
            (latitude.to_degrees() - 42.0).abs() < 0.01,
            "{name} {latitude}"
        );
        assert!(
            (longitude.to_degrees() + 14.0).abs() < 0.01,
            "{name} {longitude}"
        );
    }
}

/// Latitude and longitude under Soyuz that many seconds after the start, on the circle.
fn at_contact(scenario: &Scenario, after_s: f64) -> [f64; 2] {
    let soyuz = &World::new(scenario, 7).craft[Seat::Soyuz.index()];
    let (pos, vel) = (soyuz.pos_eci_m, soyuz.vel_eci_m_per_s);
    let angle = vel.length() / pos.length() * after_s;
    let there = pos * angle.cos() + vel.normalize() * pos.length() * angle.sin();
    below_rad(there, scenario.start_utc_s + after_s)
}

#[test]
fn the_short_mission_begins_in_the_air_of_the_joint_flight() {
    let air = load("final-approach").expect("shipped").air;
    let flight = AirSetup::docking_module_raised();
    assert_eq!(air.hatch_open, flight.hatch_open);
    for i in 0..6 {
        assert!(
            (air.pressure_pa[i] - flight.pressure_pa[i]).abs() < 0.1,
            "{i}"
        );
        assert!(
            (air.partial_co2_pa[i] - flight.partial_co2_pa[i]).abs() < 0.1,
            "{i}"
        );
        assert!(
            (air.partial_h2o_pa[i] - flight.partial_h2o_pa[i]).abs() < 0.1,
            "{i}"
        );
    }
    assert_eq!(air.temperature_k, flight.temperature_k);
}

#[test]
fn apollo_flies_unless_a_mission_says_otherwise() {
    let roles = |name| load(name).expect("shipped").roles;
    assert_eq!(roles("second-docking").flying, Seat::Apollo);
    assert_eq!(roles("second-docking").active, Seat::Soyuz);
    assert_eq!(roles("soyuz-flies").flying, Seat::Soyuz);
    let both = complaint("goal = ", "flies = \"both\"\ngoal = ");
    assert!(both.contains("apollo"), "{both}");
}

/// A shipped text with its start replaced.
fn starting(start: &str) -> Result<Scenario, Vec<String>> {
    let text = shipped_text("final-approach");
    let (before, rest) = text.split_once("[start]").expect("a start");
    let (_, after) = rest.split_once("[closing]").expect("a closing rule");
    let text = format!(
        "{before}[start]\n{start}\ngyro_drift_deg_per_min = 2\nlights_on = true\n[closing]{after}"
    );
    parse_all(&text).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

#[test]
fn joined_craft_have_a_seal_cavity_and_no_way_between_them() {
    let docked = starting("stand = \"docked\"\ncavity_mmhg = 510").expect("a docked start");
    assert_eq!((docked.stand, docked.range_m), (Stand::Docked, 0.0));
    assert!((docked.cavity_pa / PA_PER_MMHG - 510.0).abs() < 1e-9);
    let wrong = starting("stand = \"docked\"\nrange_m = 30").expect_err("two mistakes");
    assert_eq!(wrong.len(), 2, "{wrong:#?}");
    assert!(wrong[0].contains("start.cavity_mmhg"), "{wrong:#?}");
    assert!(wrong[1].contains("start.range_m"), "{wrong:#?}");
    let apart = "range_m = 30\nclosing_m_per_s = 0\nspread_m = 0\nspread_deg = 0";
    assert!(starting(apart).is_ok_and(|scenario| scenario.cavity_pa == 0.0));
    let wrong = starting(&format!("{apart}\ncavity_mmhg = 510")).expect_err("a mistake");
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
}

#[test]
fn transfers_are_named_by_number_each_once_and_in_order() {
    assert_eq!(load("final-approach").expect("shipped").transfers, [1]);
    assert_eq!(
        load("four-transfers").expect("shipped").transfers,
        [1, 2, 3, 4]
    );
    let with = |list: &str| complaint("rules = ", &format!("transfers = {list}\nrules = "));
    assert_eq!(with("[2, 4]"), "none");
    for (list, expected) in [
        ("[]", "transfers: expected at least one entry"),
        ("[6]", "transfers[0]: expected a number from 1 to 5"),
        ("[1.5]", "transfers[0]: expected one of 1, 2, 3, 4, 5"),
        (
            "[2, 2]",
            "transfers[1]: expected an entry that was not given before",
        ),
    ] {
        assert!(with(list).contains(expected), "{}", with(list));
    }
}

#[test]
fn human_units_become_si() {
    let scenario = load("final-approach").expect("shipped");
    assert_eq!(scenario.start_utc_s, 58_039.0);
    assert_eq!(scenario.orbit.altitude_m, 225_000.0);
    assert!((scenario.orbit.inclination_rad - 0.904_080).abs() < 1e-6);
    assert!((scenario.gyro_drift_rad_per_s - 5.8178e-4).abs() < 1e-8);
}

#[test]
fn a_wrong_field_is_named_with_its_line_and_what_was_expected() {
    let cases = [
        (
            "altitude_km = 225.0",
            "altitude = 225.0",
            "orbit.altitude: expected one of the fields altitude_km, inclination_deg, node_deg, \
             argument_deg, sight_up_deg, found altitude; did you mean altitude_km?",
        ),
        (
            "altitude_km = 225.0",
            "altitude_km = 12",
            "orbit.altitude_km: expected a number from 150 to 2000, found 12",
        ),
        (
            "altitude_km = 225.0",
            "altitude_km = \"low\"",
            "orbit.altitude_km: expected a number, found \"low\"",
        ),
        (
            "altitude_km = 225.0",
            "altitude_km = nan",
            "orbit.altitude_km: expected a number from 150 to 2000, found nan",
        ),
        (
            "lights_on = true",
            "lights_on = 1",
            "start.lights_on: expected true or false, found 1",
        ),
        (
            "slayton = \"dm\"",
            "slayton = \"bar\"",
            "crew.slayton: expected one of cm, tunnel1, dm, tunnel2, om, sa, found \"bar\"",
        ),
        (
            "rules = \"flight\"",
            "rules = \"hard\"",
            "rules: expected one of training, flight, real, found \"hard\"",
        ),
        (
            "start_utc = 1975-07-17T16:07:19Z",
            "start_utc = 1975-07-17",
            "start_utc: expected a moment in UTC like 1975-07-17T16:07:19Z, found 1975-07-17",
        ),
        (
            "name = \"final-approach\"",
            "name = \"Final approach\"",
            "name: expected 1 to 40 lower-case letters, digits and hyphens, found \"Final approach\"",
        ),
    ];
    for (from, to, words) in cases {
        let key = from.split(' ').next().expect("a key");
        let column = if words.contains("one of the fields") {
            1
        } else {
            key.len() + 4
        };
        let expected = format!("line {}, column {column}: {words}", line_of(from));
        assert_eq!(complaint(from, to), expected);
    }
}

#[test]
fn a_wrong_entry_of_a_list_is_named_by_its_place() {
    let line = line_of("    \"ring-choice\"");
    let step = complaint("\"rings\"", "\"wings\"");
    assert!(step.starts_with(&format!(
        "line {line}, column 20: steps[1]: expected one of the steps ranging-cell, "
    )));
    assert!(
        step.ends_with("school-greet, found \"wings\"; did you mean rings?"),
        "{step}"
    );
    assert_eq!(
        complaint("\"gate-30\"", "\"rings\""),
        format!(
            "line {line}, column 29: steps[2]: expected a step that comes after rings, found \"rings\""
        )
    );
    let line = line_of("hatches_open");
    assert_eq!(
        complaint("[1, 5]", "[1, 6]"),
        format!(
            "line {line}, column 20: air.hatches_open[1]: expected a number from 1 to 5, found 6"
        )
    );
    assert_eq!(
        complaint("[1, 5]", "[1, 1]"),
        format!(
            "line {line}, column 20: air.hatches_open[1]: expected an entry that was not given before, found 1"
        )
    );
}

#[test]
fn a_missing_field_is_named_with_its_section() {
    let line = line_of("[orbit]");
    assert_eq!(
        complaint("altitude_km = 225.0\n", ""),
        format!("line {line}, column 1: orbit.altitude_km: expected this field to be given")
    );
    assert_eq!(
        complaint("rules = \"flight\"\n", ""),
        "line 1, column 1: rules: expected this field to be given"
    );
}

#[test]
fn more_gas_than_the_pressure_is_refused() {
    let line = line_of("pressure_mmhg = 490.0") + 1;
    assert_eq!(
        complaint("oxygen_mmhg = 255.0", "oxygen_mmhg = 600.0"),
        format!(
            "line {line}, column 15: air.dm.oxygen_mmhg: expected a number from 0 to 490, found 600.0"
        )
    );
}

#[test]
fn text_that_is_not_toml_is_refused_at_its_place() {
    let error = parse("name = \"x\"\nrules =\n").expect_err("not TOML");
    assert_eq!((error.line, error.field.as_str()), (2, ""));
    assert!(error.to_string().contains("expected TOML ("), "{error}");
}

#[test]
fn a_text_over_the_bound_is_refused_unread() {
    let text = "#".repeat(SCENARIO_BYTES_MAX + 1);
    let error = parse(&text).expect_err("too long").to_string();
    assert_eq!(error, "line 1, column 1: expected at most 15360 bytes");
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC*") {
        let _ = parse(&text);
    }

    #[test]
    fn no_cut_or_swap_in_a_mission_makes_the_parser_panic(
        at in 0usize..4_000,
        length in 0usize..200,
        with in "[\\[\\]{}=\"'0-9a-z_.\\n -]{0,40}",
    ) {
        let text = shipped_text("final-approach");
        let from = at.min(text.len());
        let to = (from + length).min(text.len());
        let cut = format!("{}{with}{}", &text[..from], &text[to..]);
        let _ = parse(&cut);
    }
}

/// A shipped text with failures at its end.
fn with_faults(faults: &str) -> Result<Scenario, std::string::String> {
    let text = format!("{}\n{faults}", shipped_text("final-approach"));
    parse(&text).map_err(|error| error.to_string())
}

#[test]
fn failures_are_read_with_their_time_part_and_way() {
    let scenario = with_faults(
        "[[faults]]\nat_s = 40.0\npart = \"apollo.C3\"\nway = \"stuck-on\"\n\
         [[faults]]\nat_s = 5\npart = \"latch.2\"\nway = \"dead\"\n",
    )
    .expect("two good failures");
    let keys: Vec<_> = scenario
        .faults
        .iter()
        .map(|fault| (fault.at.seconds(), fault.part.key(), fault.way.key()))
        .collect();
    assert_eq!(
        keys,
        [
            (40.0, "apollo.C3".to_string(), "stuck-on"),
            (5.0, "latch.2".to_string(), "dead"),
        ]
    );
}

#[test]
fn a_failure_of_the_air_brings_its_number_and_may_wait_for_a_condition() {
    let scenario = with_faults(
        "[[faults]]\nat_s = 30\non = \"hatch-3\"\npart = \"odour.dm\"\nshare_ppm = 40\n\
         [[faults]]\nat_s = 5\npart = \"hull.om\"\n\
         [[faults]]\nat_s = 5\npart = \"wall.tunnel2\"\nto_c = 22\n",
    )
    .expect("three good failures");
    let [odour, hull, wall] = &scenario.faults[..] else {
        panic!("{:?}", scenario.faults);
    };
    assert_eq!(odour.on, Some(Condition::Hatch(HatchId::H3)));
    assert!((odour.amount - 40e-6).abs() < 1e-12);
    assert!(
        (hull.amount - 10e-6).abs() < 1e-12,
        "10 mm² where none is given"
    );
    assert!((wall.amount - 295.15).abs() < 1e-9);
}

#[test]
fn every_mistake_of_every_failure_is_told() {
    let text = format!(
        "{}\n[[faults]]\nat_s = -1\npart = \"hull.dm\"\nway = \"dead\"\n\
         [[faults]]\nat_s = 5\npart = \"hook.1\"\nsize_mm2 = 3\n\
         [[faults]]\npart = \"spark.tunnel1\"\non = \"noon\"\nwen = 3\n",
        shipped_text("final-approach")
    );
    let errors = parse_all(&text).expect_err("seven mistakes");
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    let wrong = [
        "faults[0].at_s",
        "faults[0].way",
        "faults[1].size_mm2",
        "faults[2].at_s",
        "faults[2].part",
        "faults[2].on",
        "faults[2].wen",
    ];
    assert_eq!(fields.len(), wrong.len(), "{fields:?}");
    assert!(
        wrong.iter().all(|field| fields.contains(field)),
        "{fields:?}"
    );
}

#[test]
fn a_wrong_failure_is_refused_with_what_would_be_right() {
    let refused = |part: &str, way: &str| {
        let text = format!("[[faults]]\nat_s = 1\npart = \"{part}\"\nway = \"{way}\"\n");
        with_faults(&text).expect_err("a wrong failure")
    };
    let part = refused("apollo.E3", "dead");
    assert!(
        part.contains("faults[0].part: expected a part that can fail"),
        "{part}"
    );
    assert!(part.contains("found \"apollo.E3\""), "{part}");
    let way = refused("hook.3", "leaking");
    assert!(way.contains("faults[0].way: expected one of dead"), "{way}");
    let many = "[[faults]]\nat_s = 1\npart = \"hook.1\"\nway = \"dead\"\n".repeat(17);
    let many = with_faults(&many).expect_err("too many");
    assert!(many.contains("at most 16 entries"), "{many}");
}

#[test]
fn every_mistake_is_told_at_once_in_the_order_of_the_text() {
    let text = shipped_text("final-approach")
        .replacen("altitude_km = 225.0", "altitude = 225.0", 1)
        .replacen("\"gate-30\"", "\"gate-31\"", 1)
        .replacen("pressure_mmhg = 490.0", "pressure_mmhg = -1", 1)
        .replacen("brand = \"cm\"", "brand = \"bar\"", 1);
    let errors = parse_all(&text).expect_err("four mistakes");
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "steps[2]",
            "orbit.altitude",
            "air.dm.pressure_mmhg",
            "crew.brand"
        ]
    );
    assert_eq!(parse(&text), Err(errors[0].clone()));
}

#[test]
fn noise_waits_for_its_time_its_event_and_its_phase() {
    let text = shipped_text("final-approach");
    let with = |rows: &str| parse_all(&format!("{text}\n{rows}"));
    assert_eq!(with("").expect("shipped").noise, []);
    let rows = "[[noise]]\nloss = 0.125\n[[noise]]\nfrom_s = 2\nfor_s = 30\non = \"hatch-4\"\n\
        phase = \"air\"\nto = \"soyuz\"\nloss = 1";
    let later = NoiseRow {
        from: Tick::at(2.0),
        lasts: Some(Tick::at(30.0)),
        on: Some(Condition::Hatch(HatchId::H4)),
        phase: Some(Phase::Air),
        to: Some(Seat::Soyuz),
        loss_percent: 100,
    };
    let read = with(rows).expect("two stretches").noise;
    assert_eq!(read, [NoiseRow::throughout(13), later]);
    for (row, expected) in [
        (
            "[[noise]]",
            "noise[0].loss: expected this field to be given",
        ),
        (
            "[[noise]]\nloss = 12",
            "noise[0].loss: expected a number from 0 to 1",
        ),
        (
            "[[noise]]\nloss = 0.1\nto = \"all\"",
            "noise[0].to: expected one of apollo, soyuz, both",
        ),
        (
            "[[noise]]\nloss = 0.1\nphase = \"farewell\"",
            "noise[0].phase: expected one of eclipse",
        ),
        (
            "[[noise]]\nloss = 0.1\nwhere = 1",
            "noise[0].where: expected one of the fields",
        ),
    ] {
        let errors = with(row).expect_err("a mistake");
        assert!(errors[0].to_string().contains(expected), "{}", errors[0]);
    }
    let many = "[[noise]]\nloss = 0\n".repeat(17);
    assert!(with(&many).is_err());
}

/// The page that describes the format.
const PAGE: &str = include_str!("../../../scenarios/README.md");

#[test]
fn the_page_of_the_format_names_every_field() {
    let sections: &[(&str, &[&str])] = &[
        ("", ROOT),
        ("par.", PAR),
        ("orbit.", ORBIT),
        ("start.", START),
        ("start.", START_DOCKED),
        ("closing.", CLOSING_RULE),
        ("mechanism.", MECHANISM),
        ("air.", AIR),
        ("air.*.", CABIN),
        ("crew.", MEN),
        ("faults.", faults::FAULT),
        ("noise.", noise::NOISE),
    ];
    for (section, fields) in sections {
        for field in *fields {
            let name = format!("`{section}{field}`");
            let row = PAGE
                .lines()
                .any(|line| line.starts_with('|') && line.contains(&name));
            let heading = PAGE.contains(&format!("## `[{field}]`"))
                || PAGE.contains(&format!("## `[[{field}]]`"))
                || PAGE.contains("`[air.*]`") && *section == "air." && field.len() < 8;
            assert!(row || heading, "{name} is not on the page");
        }
    }
}

fn measured(amount: Amount) -> Measure {
    let Amount {
        key, min, max, si, ..
    } = amount;
    Measure { key, min, max, si }
}

#[test]
fn the_page_of_the_format_gives_every_number_its_bounds() {
    let sections: &[(&str, &[Measure])] = &[
        ("par.", &[PAR_PROPELLANT, PAR_TIME]),
        ("orbit.", &[ALTITUDE, INCLINATION, NODE, ARGUMENT, SIGHT_UP]),
        (
            "start.",
            &[RANGE, CLOSING, SPREAD, SPREAD_ANGLE, GYRO_DRIFT, CAVITY],
        ),
        ("closing.", &[FRACTION, FLOOR]),
        ("mechanism.", &[RETRACT, HOOK, LEAK_CHECK]),
        ("air.", &[TEMPERATURE]),
        ("air.*.", &[PRESSURE]),
        ("faults.", &[faults::AT]),
        ("faults.", &Amount::ALL.map(measured)),
        ("noise.", &[noise::FROM, noise::LASTS, noise::LOSS]),
    ];
    for (section, measures) in sections {
        for Measure { key, min, max, .. } in *measures {
            let begins = format!("| `{section}{key}` |");
            let bounds = format!("| {min} to {max} |");
            let row = PAGE.lines().find(|line| line.starts_with(&begins));
            let row = row.unwrap_or_else(|| panic!("{begins} has no row"));
            assert!(row.contains(&bounds), "{row}\nbounds: {bounds}");
        }
    }
}
