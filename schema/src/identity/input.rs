//! What people send about posts and sign-ins, as the services take it.

use async_graphql::{InputObject, MaybeUndefined};

use super::rules::{Employment, StaffState};
use crate::id::{StaffId, UnionId};
use crate::tenancy::Role;

/// A login name and its password.
#[derive(InputObject)]
pub struct SignInInput {
    /// Login name; upper and lower case are the same.
    pub login: String,
    /// Password.
    #[graphql(secret)]
    pub password: String,
    /// Name (临沂市) or code (3713) of the city when the server serves several.
    pub city: Option<String>,
}

/// Which post to act in from now on.
#[derive(Debug, InputObject)]
pub struct ActForInput {
    /// One of the person's own posts.
    pub post_id: StaffId,
}

/// Accepting an invitation.
#[derive(InputObject)]
pub struct AcceptInvitationInput {
    /// The code that the administrator gave out.
    #[graphql(secret)]
    pub code: String,
    /// The login name to have; who has one already gives that one.
    pub login: String,
    /// The password to have; who has an account already gives its password.
    #[graphql(secret)]
    pub password: String,
    /// Name (临沂市) or code (3713) of the city when the server serves several.
    pub city: Option<String>,
}

/// Changing one's own password.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password until now.
    #[graphql(secret)]
    pub current: String,
    /// The password from now on: 10 characters or more.
    #[graphql(secret)]
    pub new: String,
}

/// Setting a new password with a one-time code.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The code that the administrator gave out.
    #[graphql(secret)]
    pub code: String,
    /// The password from now on: 10 characters or more.
    #[graphql(secret)]
    pub password: String,
    /// Name (临沂市) or code (3713) of the city when the server serves several.
    pub city: Option<String>,
}

/// Which posts a list shows.
#[derive(Debug, Clone, Default, InputObject)]
pub struct StaffFilter {
    /// The union; the own one where it is missing.
    pub union_id: Option<UnionId>,
    /// Also of the unions below.
    #[graphql(default)]
    pub subtree: bool,
    /// Characters of the name, its pinyin or its initials.
    pub text: Option<String>,
    /// Posts with this role.
    pub role: Option<Role>,
    /// Posts in this state; without it everybody who has not left.
    pub state: Option<StaffState>,
    /// Cadres in office with fewer than two households (notice §3.2); false: those with two or more.
    pub shortfall: Option<bool>,
    /// Cadres in office with room for another household; false: those who have four.
    pub has_room: Option<bool>,
}

/// A post for somebody who is to be invited.
#[derive(Debug, InputObject)]
pub struct InviteStaffInput {
    /// The union: an own one, or one below.
    pub union_id: UnionId,
    /// Name of the person.
    pub name: String,
    /// 职务, such as 主席.
    pub title: String,
    /// 性质
    pub employment: Employment,
    /// Telephone at work.
    pub phone: Option<String>,
    /// What the person may do at this union; one role at least.
    pub roles: Vec<Role>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// A post.
#[derive(Debug, InputObject)]
pub struct StaffMemberIdInput {
    /// Its id.
    pub id: StaffId,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Changes to a post; what is missing stays.
#[derive(Debug, InputObject)]
pub struct UpdateStaffInput {
    /// Its id.
    pub id: StaffId,
    /// The version that was read.
    pub version: i32,
    /// Name of the person.
    pub name: Option<String>,
    /// 职务, such as 主席.
    pub title: Option<String>,
    /// 性质
    pub employment: Option<Employment>,
    /// Telephone at work; null removes it.
    pub phone: MaybeUndefined<String>,
    /// ACTIVE or AWAY; a post is left by `endStaff`.
    pub state: Option<StaffState>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// The roles of a post from now on.
#[derive(Debug, InputObject)]
pub struct SetRolesInput {
    /// The post.
    pub id: StaffId,
    /// The version that was read.
    pub version: i32,
    /// All roles that it is to have; one at least.
    pub roles: Vec<Role>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// A person leaves a post.
#[derive(Debug, InputObject)]
pub struct EndStaffInput {
    /// The post.
    pub id: StaffId,
    /// The version that was read.
    pub version: i32,
    /// Why, such as 调离 or 退休; kept in the audit trail.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}
