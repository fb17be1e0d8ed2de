//! Notifications in the API.

pub mod notification;
pub mod settings;

use async_graphql::MergedObject;

pub use notification::Notification;

/// Queries about notifications.
#[derive(Debug, Default, MergedObject)]
pub struct NotificationQuery(notification::ListQuery, settings::SettingsQuery);

/// Changes of notifications and of how they come.
#[derive(Debug, Default, MergedObject)]
pub struct NotificationMutation(notification::ReadMutation, settings::SettingsMutation);
