//! The door in front of all routes: webhooks, which come most often, go the shortest way; the rest goes to the router.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use http::{Method, Request};
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::service::TowerToHyperService;

use super::Hooks;

/// Serves webhooks, and everything else with `router`, which should know the webhooks too: one that is written in an
/// unusual way is left to it. Clones share both.
pub fn door(
    hooks: Arc<Hooks>,
    router: Router,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone
{
    let router = TowerToHyperService::new(router);
    // An answer in the making is large. It stands in its connection's own memory, which is asked for once.
    service_fn(move |request| {
        let hooks = Arc::clone(&hooks);
        let router = router.clone();
        async move {
            match shop_of_message(&request).map(str::to_owned) {
                Some(slug) => Ok(hooks.answer_message(&slug, request).await),
                None => router.call(request).await,
            }
        }
    })
}

/// The shop that a message is for: `POST /t/{shop}/in`.
fn shop_of_message<B>(request: &Request<B>) -> Option<&str> {
    let path = request.uri().path();
    let slug = path.strip_prefix("/t/")?.strip_suffix("/in")?;
    let plain = slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (plain && !slug.is_empty() && request.method() == Method::POST).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_messages_written_as_usual_go_the_short_way() {
        let shop = |method: Method, uri: &str| {
            let request = Request::builder().method(method).uri(uri).body(()).unwrap();
            shop_of_message(&request).map(str::to_owned)
        };
        assert_eq!(
            shop(Method::POST, "/t/acme-2/in").as_deref(),
            Some("acme-2")
        );
        assert_eq!(
            shop(Method::POST, "/t/acme/in?a=b").as_deref(),
            Some("acme")
        );
        for other in [
            "/t/acme/status",
            "/t//in",
            "/t/in",
            "/t/a%20b/in",
            "/t/a/b/in",
            "/",
        ] {
            assert_eq!(shop(Method::POST, other), None, "{other}");
        }
        assert_eq!(shop(Method::GET, "/t/acme/in"), None);
    }
}
