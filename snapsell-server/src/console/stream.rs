//! News of a shop for pages that are open: one short event a change; the page then asks for itself again.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use http_body_util::channel::{Channel, Sender};
use hyper::body::Bytes;
use snapsell_core::ShopId;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::access::Team;
use super::answer::Answer;
use super::ask::Ask;
use crate::shutdown::Shutdown;

/// Two events are this far apart at least.
const PACE: Duration = Duration::from_millis(150);
/// Something is said this often, so that nothing between takes the connection for dead. A page that hears nothing for three
/// of them takes it for dead itself: a network can end without a word.
const BEAT: Duration = Duration::from_secs(15);
/// A stream ends after this long and is opened again: a session that ended meanwhile ends with it.
const WHOLE: Duration = Duration::from_secs(15 * 60);

/// `GET /flux`
pub(super) async fn changes(team: Team, ask: Ask) -> Answer {
    Ok(open(&ask, team.shop))
}

/// A stream of the news of a shop.
pub(super) fn open(ask: &Ask, shop: ShopId) -> Response {
    let (sender, body) = Channel::<Bytes, Infallible>::new(4);
    let news = ask.console.app().engine.news();
    let pictures = ask.console.app().pictures().listen();
    let shutdown = ask.console.0.options.shutdown.clone();
    tokio::spawn(async move {
        let told = tell(sender, [news, pictures], shop, shutdown);
        // At its end the page connects again.
        let _ = tokio::time::timeout(WHOLE, told).await;
    });
    ([(CONTENT_TYPE, "text/event-stream")], Body::new(body)).into_response()
}

async fn tell(
    mut sender: Sender<Bytes, Infallible>,
    [mut news, mut pictures]: [Receiver<ShopId>; 2],
    shop: ShopId,
    shutdown: Shutdown,
) {
    let mut event = "retry: 2000\n\n";
    loop {
        if sender
            .send_data(Bytes::from_static(event.as_bytes()))
            .await
            .is_err()
        {
            return;
        }
        event = tokio::select! {
            biased;
            () = shutdown.draining() => return,
            changed = changed(&mut news, shop) => match changed {
                true => "data: change\n\n",
                false => return,
            },
            // A page that was asked for before its picture came would wait for ever.
            came = changed(&mut pictures, shop) => match came {
                true => "data: change\n\n",
                false => return,
            },
            () = tokio::time::sleep(BEAT) => "event: beat\ndata: 1\n\n",
        };
        tokio::time::sleep(PACE).await;
    }
}

/// Waits for news of this shop; false when there will be none.
async fn changed(news: &mut Receiver<ShopId>, shop: ShopId) -> bool {
    loop {
        match news.recv().await {
            Ok(other) if other != shop => {}
            Ok(_) => {
                // What came in the meantime is told by the same event.
                while news.try_recv().is_ok() {}
                return true;
            }
            Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}
