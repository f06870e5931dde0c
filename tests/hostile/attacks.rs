//! The attacks, each bounded in number and ending by itself, each from addresses of its own.

use std::net::UdpSocket;
use std::time::Duration;

use handshake::net::{Link, NetEvent, connect};
use handshake_shared::ids::Seat;
use handshake_shared::limits::{
    CONNECTIONS_PER_ADDRESS_MAX, FRAME_BYTES_MAX, GUESSES_PER_ADDRESS, TEXTS,
};
use handshake_shared::sim::event::{Event, Speech};
use handshake_shared::sim::input::{Command, ControlMode, HelpLevel, Stick};
use handshake_shared::time::Tick;
use handshake_shared::wire::codec::{encode_datagram, encode_frame};
use handshake_shared::wire::{
    ClientMessage, Closing, Hello, Invite, PauseReason, Refused, RoomCode, ServerMessage,
    StickDatagram, StickMessage, Token, Version,
};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::Scene;
use crate::recorder::Recorder;
use crate::strangers::{Caller, PATIENCE, Stranger, loopback, noise, opening};

/// Until the server has counted so many more for this reason.
async fn counted(scene: &Scene<'_>, family: &str, reason: &str, count: u64) -> u64 {
    let waiting = async {
        loop {
            let so_far = scene.served.seen().await.reason(family, reason);
            if so_far >= count {
                return so_far;
            }
            sleep(Duration::from_millis(50)).await;
        }
    };
    let told = timeout(PATIENCE, waiting).await;
    told.unwrap_or_else(|_| panic!("fewer than {count} {family} {reason}"))
}

/// Packets of random bytes and of every length.
pub async fn garbage(scene: &Scene<'_>) -> String {
    const COUNT: u32 = 20_000;
    let socket = UdpSocket::bind((loopback(1), 0)).expect("loopback");
    for seed in 0..COUNT {
        let packet = noise(1 + seed as usize % 1_400, seed);
        // A full socket drops it, which is what would happen on a line.
        let _ = socket.send_to(&packet, scene.target.address);
        if seed % 64 == 0 {
            tokio::task::yield_now().await;
        }
    }
    format!("{COUNT} packets")
}

/// Packets that begin like the first one of a connection and go on with noise.
pub async fn forged(scene: &Scene<'_>) -> String {
    const COUNT: u32 = 5_000;
    let socket = UdpSocket::bind((loopback(2), 0)).expect("loopback");
    for seed in 0..COUNT {
        let mut packet = noise(1_200, seed);
        // A long header, QUIC version 1, two connection ids of eight bytes, no token, its length.
        packet[..6].copy_from_slice(&[0xC3, 0, 0, 0, 1, 8]);
        packet[14] = 8;
        packet[23..26].copy_from_slice(&[0, 0x44, 0x96]);
        let _ = socket.send_to(&packet, scene.target.address);
        if seed % 64 == 0 {
            tokio::task::yield_now().await;
        }
    }
    format!("{COUNT} packets")
}

/// Connections that never open a stream, open one and say nothing, or say half a hello.
pub async fn half_open(scene: &Scene<'_>) -> String {
    const EACH: u64 = 40;
    let before = scene.served.seen().await.reason("turned_away", "no_hello");
    let mut open = Vec::new();
    for number in [10, 11, 12] {
        let stranger = Stranger::at(number, scene.target);
        for _ in 0..EACH {
            let connection = stranger.knock().await.expect("lets one in");
            let stream = connection.open_bi().await.expect("one stream");
            let mut send = stream.0;
            let half = Version::current().to_opening();
            let bytes: &[u8] = match number {
                10 => &[],
                11 => &half[..5],
                _ => &half,
            };
            let _ = send.write_all(bytes).await;
            open.push((connection, send, stream.1));
        }
    }
    counted(scene, "turned_away", "no_hello", before + 3 * EACH).await;
    for (connection, ..) in &open {
        timeout(PATIENCE, connection.closed())
            .await
            .expect("the server hangs up");
    }
    format!("{} connections, each closed", 3 * EACH)
}

/// Lengths beyond the limit, a whole frame of noise, texts and names as long as a frame.
pub async fn oversize(scene: &Scene<'_>) -> String {
    let stranger = Stranger::at(20, scene.target);
    let long = "x".repeat(FRAME_BYTES_MAX - 100);
    let text = |text| {
        let command = Command::Text(text);
        encode_frame(&ClientMessage::Command { seq: 1, command }).expect("fits a frame")
    };
    let mut whole = (FRAME_BYTES_MAX as u16).to_be_bytes().to_vec();
    whole.extend(noise(FRAME_BYTES_MAX, 7));
    let bad: [Vec<u8>; 4] = [
        vec![0xFF; 70_000],
        (FRAME_BYTES_MAX as u16 + 1).to_be_bytes().to_vec(),
        whole,
        text(long),
    ];
    let mut closed = 0;
    for bytes in &bad {
        let mut caller = stranger.call(opening()).await;
        caller.room().await.expect("a new room");
        let _ = caller.send.write_all(bytes).await;
        let word = caller.until(|m| *m == ServerMessage::Closing(Closing::Protocol));
        closed += usize::from(word.await.is_some());
    }
    assert_eq!(closed, bad.len(), "each is told why");
    format!("{closed} of {} told so", bad.len())
}

/// Everything a crew ever sent, sent again many times from its own address and from another.
pub async fn replayed(scene: &Scene<'_>) -> String {
    const TIMES: usize = 20;
    let recorder = Recorder::to(scene.target.address).await;
    let invite = Invite {
        addresses: vec![recorder.address()],
        ..scene.served.invite.clone()
    };
    let mut crew = connect(&invite, opening()).await.expect("a new room");
    let room = until(&mut crew, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let partner = connect(&scene.served.invite, Hello::join("Partner", room)).await;
    let mut partner = partner.expect("a free seat");
    for link in [&mut crew, &mut partner] {
        link.ready(true).expect("seated");
    }
    for link in [&mut crew, &mut partner] {
        let begun = |event: &NetEvent| matches!(event, NetEvent::Started { .. }).then_some(());
        until(link, begun).await;
    }
    for number in 1..=5 {
        said(&mut crew, &mut partner, number).await;
    }
    let sent = recorder.replay(TIMES, loopback(30)).await;
    // The line goes on where it was, and nothing that was said is said again.
    said(&mut crew, &mut partner, 6).await;
    format!("{sent} packets")
}

/// A text is applied and heard, and is the next thing that is heard.
async fn said(crew: &mut Link, partner: &mut Link, number: u32) {
    let text = Command::Text(number.to_string());
    let seq = crew.send(text).expect("seated");
    assert_eq!(seq, number);
    let heard = until(partner, |event| match event {
        NetEvent::Event {
            event: Event::Heard(said),
            ..
        } if said.from == Seat::Apollo => Some(said.speech.clone()),
        _ => None,
    });
    assert_eq!(heard.await, Speech::Text(number.to_string()));
    let applied = |event: &NetEvent| match event {
        NetEvent::Ack { seq, .. } => Some(*seq),
        _ => None,
    };
    assert_eq!(until(crew, applied).await, number);
}

async fn until<T>(link: &mut Link, mut answer: impl FnMut(&NetEvent) -> Option<T>) -> T {
    let reading = async {
        loop {
            let event = link.next().await;
            if let Some(found) = answer(&event) {
                return found;
            }
            assert!(!matches!(event, NetEvent::Closed { .. }), "{event:?}");
        }
    };
    timeout(PATIENCE, reading).await.expect("it comes")
}

/// Every kind of message as fast as the line takes it, in flight, at a partner who listens.
pub async fn floods(scene: &Scene<'_>) -> String {
    const COUNT: u32 = 20_000;
    let text = || Command::Text("flood".repeat(20));
    let command = |seq, command| ClientMessage::Command { seq, command };
    let kinds: [&dyn Fn(u32) -> ClientMessage; 11] = [
        &|_| ClientMessage::Ready(true),
        &|_| ClientMessage::Again,
        &|_| ClientMessage::Pace(4),
        &|n| ClientMessage::Pause(n % 2 == 0),
        &|_| ClientMessage::Help(HelpLevel::Pilot),
        &|_| ClientMessage::Sit(Seat::Soyuz),
        &|n| command(n, text()),
        &|n| command(n, Command::Mode(ControlMode::RateCmd)),
        // A number that has come before is ignored, and counts all the same.
        &|_| command(1, text()),
        &|_| ClientMessage::Hello(opening()),
        &|_| ClientMessage::Leave,
    ];
    let mut told = 0;
    for (number, message) in (40..).zip(&kinds) {
        let stranger = Stranger::at(number, scene.target);
        let (mut flooder, mut partner) = stranger.pair().await;
        let bytes: Vec<u8> = (1..=COUNT)
            .flat_map(|n| encode_frame(&message(n)).expect("encodes"))
            .collect();
        // It stops when the server hangs up.
        let _ = flooder.send.write_all(&bytes).await;
        let word = flooder.until(|m| matches!(m, ServerMessage::Closing(_)));
        let Some(ServerMessage::Closing(why)) = word.await else {
            panic!("{number}: not told why");
        };
        let reasons = [Closing::TooFast, Closing::Protocol, Closing::Left];
        assert!(reasons.contains(&why), "{number}: {why:?}");
        told += 1;
        let texts = texts_until_paused(&mut partner).await;
        // Texts in the bucket, and as many seconds as a flood can last before it is cut.
        assert!(texts <= TEXTS.at_once + 2, "{number}: {texts} texts");
    }
    format!("{told} kinds of {COUNT}, each cut short and told why")
}

/// How many texts the partner of a flooder hears until the flooder is gone.
async fn texts_until_paused(partner: &mut Caller) -> u32 {
    let mut texts = 0;
    loop {
        match partner.next().await.expect("is not disturbed") {
            ServerMessage::Event {
                event: Event::Heard(_),
                ..
            } => texts += 1,
            ServerMessage::Paused {
                why: PauseReason::Lost(_) | PauseReason::Left(_),
                ..
            } => return texts,
            _ => {}
        }
    }
}

/// Stick movements as fast as the line takes them.
pub async fn sticks(scene: &Scene<'_>) -> String {
    const COUNT: u32 = 50_000;
    let before = scene.served.seen().await.reason("dropped", "stick");
    let stranger = Stranger::at(60, scene.target);
    let (flooder, _partner) = stranger.pair().await;
    for id in 1..=COUNT {
        let message = StickMessage {
            id,
            at: Tick(0),
            stick: Stick {
                turn: [127, -127, 127],
                push: [0; 3],
            },
            ticks: 600,
            adds: false,
        };
        let bytes = encode_datagram(&StickDatagram::from(message)).expect("encodes");
        let sent = flooder.connection.send_datagram_wait(bytes.into()).await;
        sent.expect("the server does not hang up for sticks");
    }
    counted(scene, "dropped", "stick", before + 1).await;
    let dropped = scene.served.seen().await.reason("dropped", "stick") - before;
    format!("{COUNT} sent, {dropped} let fall")
}

/// Crews that fly and do things and never read what comes of it.
pub async fn slow_readers(scene: &Scene<'_>) -> String {
    const PAIRS: u8 = 8;
    let before = scene.served.seen().await.reason("turned_away", "too_slow");
    let mut silent = Vec::new();
    for number in 0..PAIRS {
        // So little is taken at once that the greeting alone fills it.
        let stranger = Stranger::slow(70 + number, scene.target, 64);
        let quick = Stranger::at(70 + number, scene.target);
        let mut first = quick.call(opening()).await;
        let room = first.room().await.expect("a new room");
        let mut second = stranger.call(Hello::join("Slow", room)).await;
        first.say(&ClientMessage::Ready(true)).await;
        second.say(&ClientMessage::Ready(true)).await;
        silent.push((first, second));
    }
    counted(scene, "turned_away", "too_slow", before + u64::from(PAIRS)).await;
    for (_, slow) in &silent {
        timeout(PATIENCE, slow.connection.closed())
            .await
            .expect("the server hangs up");
    }
    format!("{PAIRS} of {PAIRS} cut off")
}

/// A thousand connections at once from one address.
pub async fn crowd(scene: &Scene<'_>) -> String {
    const COUNT: usize = 1_000;
    let stranger = std::sync::Arc::new(Stranger::at(90, scene.target));
    let mut calls = JoinSet::new();
    for _ in 0..COUNT {
        let stranger = std::sync::Arc::clone(&stranger);
        calls.spawn(async move { stranger.knock().await });
    }
    let mut open = Vec::new();
    let mut refused = 0;
    while let Some(call) = calls.join_next().await {
        match call.expect("no panic") {
            Ok(connection) => open.push(connection),
            Err(quinn::ConnectionError::ConnectionClosed(close)) => {
                let code = quinn::TransportErrorCode::CONNECTION_REFUSED;
                assert_eq!(close.error_code, code, "with the reason");
                refused += 1;
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert!(open.len() <= CONNECTIONS_PER_ADDRESS_MAX, "{}", open.len());
    assert!(refused >= COUNT - CONNECTIONS_PER_ADDRESS_MAX, "{refused}");
    // Somebody else comes in as before.
    let other = Stranger::at(91, scene.target);
    other.knock().await.expect("lets another in");
    format!("{} let in, {refused} refused", open.len())
}

/// Codes and secrets tried one after the other.
pub async fn guesses(scene: &Scene<'_>) -> String {
    const COUNT: u32 = 100;
    let stranger = Stranger::at(100, scene.target);
    let (mut answered, mut barred) = (0, 0);
    for number in 0..COUNT / 2 {
        let mut secret = scene.honest.token.0;
        secret[15] ^= 1 + number as u8;
        let guesses = [
            Hello::join("Guess", RoomCode::new(number)),
            Hello {
                token: Some(Token(secret)),
                ..Hello::join("Guess", scene.honest.room)
            },
        ];
        for guess in guesses {
            let mut caller = stranger.call(guess).await;
            match caller.next().await {
                Some(ServerMessage::Refused(Refused::NoSuchRoom(_) | Refused::WrongToken)) => {
                    answered += 1
                }
                Some(ServerMessage::Refused(Refused::TooOften { wait_s })) => {
                    assert!(wait_s > 0);
                    barred += 1;
                }
                other => panic!("{other:?}"),
            }
        }
    }
    let at_once = GUESSES_PER_ADDRESS.at_once;
    assert!(answered >= at_once && answered + barred == COUNT);
    assert!(barred > COUNT / 2, "{answered} of {COUNT} answered");
    // Who has the right code at another address is let in as far as there is a seat.
    let mut right = Stranger::at(101, scene.target)
        .call(Hello::join("Third", scene.honest.room))
        .await;
    let full = ServerMessage::Refused(Refused::RoomFull);
    assert_eq!(right.next().await, Some(full));
    format!("{answered} answered, {barred} told to wait")
}
