//! Whole runs into memory: the file's shape, and that a run is a pure function of its arguments.

use super::*;

fn plan(name: &str, acts: &str, until_s: f64) -> Plan {
    Plan {
        scenario: scenario(name).expect("shipped").scenario,
        acts: script::parse(acts).expect("a good script"),
        software: None,
        seed: 3,
        until: Tick::at(until_s),
        rate_hz: 1.0,
    }
}

fn flown(plan: &Plan, format: Format) -> (Flown, String) {
    let rows = Rows::new(Vec::new(), format).expect("memory");
    let (flown, _, bytes) = fly(plan, rows).expect("memory");
    (flown, String::from_utf8(bytes).expect("text"))
}

const ACTS: &str = "1 apollo push +x 0.5\n2 soyuz mode manual\n2.5 apollo ring extend\n";

#[test]
fn two_runs_of_one_plan_write_the_same_bytes() {
    let plan = plan("final-approach", ACTS, 5.0);
    for format in [Format::Csv, Format::JsonLines] {
        assert_eq!(flown(&plan, format), flown(&plan, format));
    }
}

#[test]
fn a_csv_has_a_header_a_first_row_and_a_row_each_second() {
    let (flown, text) = flown(&plan("final-approach", "", 5.0), Format::Csv);
    let header = text.lines().next().expect("a header");
    assert!(header.starts_with("tick,t_s,utc_s,phase,steps_done,outcome,apollo.pos_eci_x_m,"));
    assert!(header.ends_with(",below.longitude_rad,sunlight,digest,events"));
    assert_eq!(text.lines().count(), 7);
    assert_eq!((flown.rows, flown.ticks, flown.refused), (6, 300, 0));
    let fields = header.split(',').count();
    for line in text.lines() {
        assert_eq!(line.split(',').count(), fields, "{line}");
    }
}

#[test]
fn the_header_is_the_one_other_tools_were_built_on() {
    let names: Vec<String> = columns::columns()
        .into_iter()
        .map(|column| column.name)
        .collect();
    let golden: Vec<&str> = include_str!("header.txt").lines().collect();
    assert_eq!(names, golden);
}

#[test]
fn a_push_moves_apollo_and_shows_in_its_events_and_tanks() {
    let still = plan("final-approach", "", 3.0);
    let pushed = plan("final-approach", ACTS, 3.0);
    let world = |plan: &Plan| {
        let rows = Rows::new(Vec::new(), Format::Csv).expect("memory");
        fly(plan, rows).expect("memory").1
    };
    let (still, moved) = (world(&still), world(&pushed));
    assert!(moved.range_m() < still.range_m() - 0.01);
    assert!(moved.craft[0].used_kg() > 0.1);
    let (_, text) = flown(&pushed, Format::JsonLines);
    assert!(text.contains("mode soyuz manual"), "{text}");
}

#[test]
fn a_refused_act_is_counted_and_named() {
    let acts = "0.5 apollo retract\n0.5 soyuz readback right\n";
    let (flown, text) = flown(&plan("final-approach", acts, 1.0), Format::Csv);
    assert_eq!(flown.refused, 2);
    assert!(
        text.contains("0.500 refused soyuz nothing_to_read_back"),
        "{text}"
    );
}

#[test]
fn an_unknown_mission_or_ending_says_what_there_is() {
    let error = scenario("final").expect_err("no such mission").to_string();
    assert!(error.contains("final-approach, first-handshake"), "{error}");
    let error = format_of(Path::new("run.txt")).expect_err("no such format");
    assert!(error.to_string().contains(".csv or .jsonl"), "{error}");
}

#[test]
fn slow_rates_write_few_rows_and_the_last_state_always() {
    let mut plan = plan("final-approach", "", 5.0);
    plan.rate_hz = 0.5;
    let (flown, text) = flown(&plan, Format::Csv);
    assert_eq!(flown.rows, 4, "0, 2, 4 and 5 s");
    assert!(text.lines().last().expect("a row").starts_with("300,5.0,"));
}

#[test]
fn two_software_crews_fly_the_short_mission_to_its_end_in_a_file() {
    let mut plan = plan("final-approach", "", 900.0);
    plan.software = Some(Software::Both);
    let (flown, text) = flown(&plan, Format::Csv);
    assert!(flown.ticks < 900 * TICK_RATE_HZ);
    let last = text.lines().last().expect("a row");
    assert!(
        last.contains(",handshake,") && last.contains("ended handshake"),
        "{last}"
    );
}
