//! A gateway that speaks UPnP alone: it answers a search at its own address, tells what it can do, and opens
//! and closes ports by SOAP. What it says is cut down to what the standard asks for.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;

/// How such a gateway behaves.
#[derive(Clone, Copy)]
struct Manners {
    outside: Ipv4Addr,
    /// Somebody else has the port that is asked for.
    taken: bool,
    /// It opens ports for ever, or not at all.
    for_ever: bool,
    /// Its description is somewhere else.
    points_elsewhere: bool,
}

const GOOD: Manners = Manners {
    outside: WORLD,
    taken: false,
    for_ever: false,
    points_elsewhere: false,
};

/// What it was asked to do: open this port for so many seconds, or close it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    Open(u16, u32),
    Close(u16),
}

const KIND: &str = "urn:schemas-upnp-org:service:WANIPConnection:1";

/// Such a gateway and what it is asked.
async fn gateway(last: u8, manners: Manners) -> (IpAddr, mpsc::UnboundedReceiver<Asked>) {
    let [.., high, low] = std::process::id().to_be_bytes();
    let at = Ipv4Addr::new(127, high, low, last);
    let http = TcpListener::bind((at, 0)).await.expect("loopback");
    let port = http.local_addr().expect("bound").port();
    let pmp = Socket::bind((at, GATEWAY_PORT)).await.expect("loopback");
    let ssdp = Socket::bind((at, upnp::SSDP_PORT)).await.expect("loopback");
    let told_at = if manners.points_elsewhere { WORLD } else { at };
    tokio::spawn(async move {
        let mut question = [0; 512];
        while let Ok((length, from)) = ssdp.recv_from(&mut question).await {
            if question[..length].starts_with(b"M-SEARCH * HTTP/1.1") {
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nLOCATION: http://{told_at}:{port}/root.xml\r\n\r\n"
                );
                ssdp.send_to(answer.as_bytes(), from)
                    .await
                    .expect("loopback");
            }
        }
    });
    let (sender, asked) = mpsc::unbounded_channel();
    let open = Arc::new(Mutex::new(Vec::new()));
    tokio::spawn(async move {
        // Held, and never answered: neither PCP nor NAT-PMP.
        let _silent = pmp;
        while let Ok((stream, _)) = http.accept().await {
            let (sender, open) = (sender.clone(), Arc::clone(&open));
            tokio::spawn(async move { serve(stream, manners, &sender, &open).await });
        }
    });
    (at.into(), asked)
}

/// One request of HTTP.
async fn serve(
    mut stream: TcpStream,
    manners: Manners,
    asked: &mpsc::UnboundedSender<Asked>,
    open: &Mutex<Vec<u16>>,
) {
    let mut request = String::new();
    let mut bytes = [0; 4_096];
    while !is_whole(&request) {
        match stream.read(&mut bytes).await {
            Ok(length) if length > 0 => {
                request.push_str(&String::from_utf8_lossy(&bytes[..length]))
            }
            _ => return,
        }
    }
    let (status, body) = match request.split(' ').nth(1) {
        Some("/root.xml") => ("200 OK", root()),
        Some("/wan.xml") => ("200 OK", actions()),
        _ => soap(&request, manners, asked, open),
    };
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    // Whoever asked may have gone.
    let _ = stream.write_all(answer.as_bytes()).await;
}

fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse().ok()).flatten()
    });
    body.len() >= length.unwrap_or(0)
}

fn root() -> String {
    format!(
        "<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\"><device>\
         <deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType><deviceList><device>\
         <deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType><deviceList><device>\
         <deviceType>urn:schemas-upnp-org:device:WANConnectionDevice:1</deviceType><serviceList><service>\
         <serviceType>{KIND}</serviceType><controlURL>/control</controlURL><SCPDURL>/wan.xml</SCPDURL>\
         </service></serviceList></device></deviceList></device></deviceList></device></root>"
    )
}

fn actions() -> String {
    let action = |name: &str, arguments: &[&str]| {
        let arguments: String = arguments
            .iter()
            .map(|name| {
                format!("<argument><name>{name}</name><direction>in</direction></argument>")
            })
            .collect();
        format!("<action><name>{name}</name><argumentList>{arguments}</argumentList></action>")
    };
    let of_a_port = ["NewRemoteHost", "NewExternalPort", "NewProtocol"];
    let opening = [
        "NewInternalPort",
        "NewInternalClient",
        "NewEnabled",
        "NewPortMappingDescription",
        "NewLeaseDuration",
    ];
    let add = action("AddPortMapping", &[&of_a_port[..], &opening[..]].concat());
    let delete = action("DeletePortMapping", &of_a_port);
    format!(
        "<?xml version=\"1.0\"?><scpd xmlns=\"urn:schemas-upnp-org:service-1-0\"><actionList>{add}{delete}\
         </actionList></scpd>"
    )
}

fn soap(
    request: &str,
    manners: Manners,
    asked: &mpsc::UnboundedSender<Asked>,
    open: &Mutex<Vec<u16>>,
) -> (&'static str, String) {
    let value = |name: &str| {
        let (_, rest) = request.split_once(&format!("<{name}>"))?;
        rest.split_once('<').map(|(value, _)| value.to_owned())
    };
    let number = |name: &str| value(name).and_then(|value| value.parse::<u32>().ok());
    let port = number("NewExternalPort").unwrap_or_default() as u16;
    let mut open = open.lock().expect("whole");
    // Who has gone is told nothing.
    let tell = |what| _ = asked.send(what);
    if request.contains("GetExternalIPAddress") {
        let address = manners.outside;
        let found = format!("<NewExternalIPAddress>{address}</NewExternalIPAddress>");
        return done("GetExternalIPAddress", &found);
    }
    if request.contains("DeletePortMapping") {
        open.retain(|there| *there != port);
        tell(Asked::Close(port));
        return done("DeletePortMapping", "");
    }
    assert_eq!(value("NewProtocol").as_deref(), Some("UDP"));
    assert_eq!(number("NewInternalPort"), Some(PORT.get().into()));
    if manners.for_ever {
        return fault(725);
    }
    if manners.taken && port == PORT.get() {
        return fault(718);
    }
    open.push(port);
    tell(Asked::Open(
        port,
        number("NewLeaseDuration").expect("a time"),
    ));
    done("AddPortMapping", "")
}

fn enveloped(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         {body}</s:Body></s:Envelope>"
    )
}

fn done(action: &str, found: &str) -> (&'static str, String) {
    let answer = format!("<u:{action}Response xmlns:u=\"{KIND}\">{found}</u:{action}Response>");
    ("200 OK", enveloped(&answer))
}

fn fault(code: u16) -> (&'static str, String) {
    let body = format!(
        "<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail><UPnPError \
         xmlns=\"urn:schemas-upnp-org:control-1-0\"><errorCode>{code}</errorCode>\
         <errorDescription>no</errorDescription></UPnPError></detail></s:Fault>"
    );
    ("500 Internal Server Error", enveloped(&body))
}

/// As quick as the others, and renewed as quickly.
const OFTEN: Times = Times {
    renew_most: Duration::from_millis(20),
    ..QUICK
};

#[tokio::test]
async fn a_router_that_speaks_upnp_alone_opens_the_port_keeps_it_open_and_gets_it_back() {
    let (at, mut asked) = gateway(31, GOOD).await;
    let (router, mut told) = ask_in(OFTEN, at);
    let open = Outside::Open(SocketAddr::new(WORLD.into(), PORT.get()));
    assert_eq!(told.recv().await, Some(open));
    for _ in 0..3 {
        let opened = asked.recv().await;
        assert_eq!(opened, Some(Asked::Open(PORT.get(), LIFETIME_S)));
    }
    assert_eq!(told.try_recv().ok(), None, "a renewal is no news");
    router.close().await;
    loop {
        match asked.recv().await.expect("it is given back") {
            Asked::Open(..) => {}
            Asked::Close(port) => return assert_eq!(port, PORT.get()),
        }
    }
}

#[tokio::test]
async fn where_the_port_is_somebody_elses_another_one_is_taken() {
    let (at, mut asked) = gateway(
        32,
        Manners {
            taken: true,
            ..GOOD
        },
    )
    .await;
    let (router, mut told) = ask_in(QUICK, at);
    let Some(Outside::Open(address)) = told.recv().await else {
        panic!("it has others");
    };
    assert_ne!(address.port(), PORT.get());
    let opened = asked.recv().await;
    assert_eq!(opened, Some(Asked::Open(address.port(), LIFETIME_S)));
    router.close().await;
    assert_eq!(asked.recv().await, Some(Asked::Close(address.port())));
}

#[tokio::test]
async fn a_router_behind_another_one_one_that_opens_for_ever_and_a_stranger_are_told() {
    let outside = Ipv4Addr::new(100, 64, 0, 9);
    let behind = Outside::Behind(outside.into());
    for (last, manners, wanted) in [
        (33, Manners { outside, ..GOOD }, behind),
        (
            34,
            Manners {
                for_ever: true,
                ..GOOD
            },
            Outside::Shut,
        ),
        (
            35,
            Manners {
                points_elsewhere: true,
                ..GOOD
            },
            Outside::Shut,
        ),
    ] {
        let (at, mut asked) = gateway(last, manners).await;
        let (_router, mut told) = ask_in(QUICK, at);
        assert_eq!(told.recv().await, Some(wanted), "{last}");
        if wanted == behind {
            // Opened to find out where it leads, and not kept.
            assert!(matches!(asked.recv().await, Some(Asked::Open(..))));
            assert_eq!(asked.recv().await, Some(Asked::Close(PORT.get())));
        } else {
            assert_eq!(asked.try_recv().ok(), None, "{last}");
        }
    }
}
