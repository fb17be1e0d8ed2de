//! Answers of mutations: the thing as it is now, or the refusals; never both written and refused.

use async_graphql::{Context, InputType};
use uuid::Uuid;

use crate::error::{Error, Result, UserError, UserErrorCode};
use crate::loaders::Gained;
use crate::tenancy::{Scope, once};

/// A payload that can carry refusals.
pub trait Payload: Sized {
    /// The payload of a refusal.
    fn refused(errors: Vec<UserError>) -> Self;
}

/// A payload that can show, beside its refusals, the row as somebody else left it.
pub trait Current: Payload {
    /// The row.
    type Node;

    /// Adds the row.
    #[must_use]
    fn with(self, node: Self::Node) -> Self;
}

/// Declares a payload type: `payload! { /// doc  UnionPayload { union: Union } }`.
macro_rules! payload {
    ($(#[$meta:meta])* $name:ident { $field:ident: $node:ty }) => {
        $(#[$meta])*
        #[derive(Debug, async_graphql::SimpleObject)]
        pub struct $name {
            /// The row as it is now; after a CONFLICT as somebody else left it.
            pub $field: Option<$node>,
            /// Why it was refused; empty when it was done.
            pub errors: Vec<$crate::error::UserError>,
        }

        impl $name {
            /// The payload of something done.
            pub fn done(node: $node) -> Self {
                Self { $field: Some(node), errors: Vec::new() }
            }
        }

        impl $crate::payload::Payload for $name {
            fn refused(errors: Vec<$crate::error::UserError>) -> Self {
                Self { $field: None, errors }
            }
        }

        impl $crate::payload::Current for $name {
            type Node = $node;
            fn with(mut self, node: $node) -> Self {
                self.$field = Some(node);
                self
            }
        }
    };
}
pub(crate) use payload;

/// Turns expected refusals into data; nothing that the scope wrote is kept then.
///
/// # Errors
/// Everything that is not an expected refusal.
pub fn answer<P: Payload>(scope: &Scope, result: Result<P>) -> Result<P> {
    match result {
        Err(Error::Refused(refusals)) => {
            scope.refuse();
            Ok(P::refused(refusals.into_iter().map(Into::into).collect()))
        }
        other => other,
    }
}

/// As [`answer`]; a CONFLICT carries the row as it is now, which `current` reads.
///
/// # Errors
/// Everything that is not an expected refusal.
pub async fn answer_current<P: Current>(
    scope: &Scope,
    result: Result<P>,
    current: impl AsyncFnOnce() -> Result<P::Node>,
) -> Result<P> {
    let conflict = matches!(&result, Err(Error::Refused(refusals))
        if refusals.iter().any(|refusal| refusal.code == UserErrorCode::Conflict));
    let payload = answer(scope, result)?;
    if conflict {
        return Ok(payload.with(current().await?));
    }
    Ok(payload)
}

/// Answers a write with the row as it is now, which `row` reads; so does a CONFLICT about `edited`.
///
/// # Errors
/// Everything that is not an expected refusal.
pub async fn settle<P: Current>(
    scope: &Scope,
    written: Result<Uuid>,
    edited: Option<Uuid>,
    row: impl AsyncFnOnce(Uuid) -> Result<P::Node>,
) -> Result<P> {
    match (written, edited) {
        (Ok(id), _) => Ok(P::refused(Vec::new()).with(row(id).await?)),
        (Err(error), Some(id)) => {
            answer_current(scope, Err(error), async move || row(id).await).await
        }
        (Err(error), None) => answer(scope, Err(error)),
    }
}

/// What was found, or null where there is nothing for the viewer.
///
/// # Errors
/// Everything but [`Error::NotFound`].
pub fn or_null<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The scope of the request.
///
/// # Errors
/// [`Error::Unauthenticated`] where the request has none.
pub fn scope<'a>(ctx: &Context<'a>) -> Result<&'a std::sync::Arc<Scope>> {
    ctx.data_opt::<std::sync::Arc<Scope>>()
        .or_else(|| ctx.data_opt::<Gained>()?.scope())
        .ok_or(Error::Unauthenticated)
}

/// Runs a write once per idempotency key and answers the id of what it made or changed.
///
/// # Errors
/// As [`once`].
pub async fn write_once<I: InputType, F>(
    scope: &Scope,
    key: Option<&str>,
    operation: &str,
    input: &I,
    work: F,
) -> Result<Uuid>
where
    F: AsyncFnOnce() -> Result<Uuid>,
{
    let ids = once(scope, key, operation, &input.to_value(), async || {
        Ok(vec![work().await?])
    })
    .await?;
    ids.first()
        .copied()
        .ok_or_else(|| Error::bug("a write that made nothing"))
}
