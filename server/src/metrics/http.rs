//! The two paths: `/metrics` for Prometheus, `/healthz` for whoever decides whether to send crews
//! here. On an address of its own, so that it can be kept inside.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::Metrics;
use crate::rooms::Rooms;

/// Readers at once; further ones wait.
const READERS_MAX: usize = 8;
/// A reader is done in this time or is cut off.
const READER_DEADLINE: Duration = Duration::from_secs(10);
/// After the system has refused a connection, so that a full table is not asked in a hot loop.
const REST: Duration = Duration::from_millis(100);
/// The form of the text.
const OPEN_METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// Answers until the task is dropped.
pub async fn serve(listener: TcpListener, metrics: Metrics, rooms: Rooms) {
    let readers = Arc::new(Semaphore::new(READERS_MAX));
    loop {
        let Ok(permit) = Arc::clone(&readers).acquire_owned().await else {
            return;
        };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a reader of the metrics was not let in");
                sleep(REST).await;
                continue;
            }
        };
        let (metrics, rooms) = (metrics.clone(), rooms.clone());
        tokio::spawn(async move {
            let _permit = permit;
            let service = service_fn(|request: Request<Incoming>| {
                let answer = answer(request.method(), request.uri().path(), &metrics, &rooms);
                async { Ok::<_, Infallible>(answer) }
            });
            let reading = http1::Builder::new()
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), service);
            // A reader that breaks off or dawdles has only itself to blame.
            let _ = timeout(READER_DEADLINE, reading).await;
        });
    }
}

/// The answer to one request.
pub fn answer(
    method: &Method,
    path: &str,
    metrics: &Metrics,
    rooms: &Rooms,
) -> Response<Full<Bytes>> {
    let (status, text) = match (method, path) {
        (&Method::GET | &Method::HEAD, "/metrics") => {
            let mut response = Response::new(Full::from(metrics.text()));
            response.headers_mut().insert(CONTENT_TYPE, OPEN_METRICS);
            return response;
        }
        (&Method::GET | &Method::HEAD, "/healthz") => health(metrics, rooms),
        (&Method::GET | &Method::HEAD, _) => (
            StatusCode::NOT_FOUND,
            "there is /metrics and there is /healthz\n",
        ),
        _ => (StatusCode::METHOD_NOT_ALLOWED, "only GET is answered\n"),
    };
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    response
}

fn health(metrics: &Metrics, rooms: &Rooms) -> (StatusCode, &'static str) {
    if !rooms.takes_new() {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "draining: no new rooms, those there go on\n",
        )
    } else if !metrics.is_punctual() {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "late: missions have lost time in the last ten seconds\n",
        )
    } else {
        (StatusCode::OK, "ok\n")
    }
}
