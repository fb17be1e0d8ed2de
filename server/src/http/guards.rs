//! What browsers are told, and which of their requests are let in.

use std::time::Duration;

use axum::Router;
use axum::http::Method;
use axum::http::header::{
    ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue,
    REFERRER_POLICY, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use thiserror::Error;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use super::observe::REQUEST_ID;

/// Scripts and workers only from here. Styles also inline, because the components of the interface write theirs into the page.
const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; \
     manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// An origin that no browser would ever send: `scheme://host[:port]` in lower case, no path, no slash.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is not an origin; write it as browsers send it, such as https://union.example")]
pub struct InvalidOrigin(pub String);

/// Lets pages of other origins call the API and read its answers, with cookies.
pub(super) fn cross_origin(origins: &[String]) -> Result<CorsLayer, InvalidOrigin> {
    let origins = origins
        .iter()
        .map(|origin| origin.parse().map_err(|_| InvalidOrigin(origin.clone())))
        .collect::<Result<Vec<HeaderValue>, _>>()?;
    if origins.is_empty() {
        return Ok(CorsLayer::new());
    }
    Ok(CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, ACCEPT_LANGUAGE, REQUEST_ID])
        .expose_headers([REQUEST_ID, RETRY_AFTER])
        .max_age(Duration::from_secs(3600)))
}

/// Refuses what a page of a foreign origin sends in a signed-in person's name, by what the browser itself says of
/// the request's origin. Programs that are no browsers say nothing of it, carry no cookies and pass.
pub(super) fn same_origin(origins: &[String]) -> Result<CsrfLayer, InvalidOrigin> {
    origins.iter().try_fold(CsrfLayer::new(), |layer, origin| {
        if origin.ends_with('/') || origin.chars().any(char::is_uppercase) {
            return Err(InvalidOrigin(origin.clone()));
        }
        layer
            .add_trusted_origin(origin)
            .map_err(|_| InvalidOrigin(origin.clone()))
    })
}

/// Adds what browsers are told with every answer, where the answer does not say it differently itself.
pub(super) fn with_security_headers(router: Router, secure: bool) -> Router {
    let always = [
        (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(self), microphone=()",
        ),
    ];
    let over_tls = secure.then_some((STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
    always
        .into_iter()
        .chain(over_tls)
        .fold(router, |router, (name, value)| {
            router.layer(SetResponseHeaderLayer::if_not_present(
                name,
                HeaderValue::from_static(value),
            ))
        })
}
