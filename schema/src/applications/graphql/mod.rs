//! Applications in the API.

mod application;
mod batch;
mod calendar;
mod complaint;
mod mutation;
mod notice;
mod query;

pub use application::{
    AidApplication, AidApplicationEvent, AidApplicationPaper, AidApplicationPayload,
    AidApplicationsPayload, AidPayee, HouseholdApplications,
};
pub use batch::{AidBankReturn, AidPayment, AidPaymentBatch, AidPaymentBatchPayload};
pub use calendar::{WorkYear, WorkYearDay, WorkYearPayload};
pub use complaint::{AidComplaint, AidComplaintAnswer, AidComplaintPayload, ObjectToNoticePayload};
pub use mutation::ApplicationMutation;
pub use notice::{AidNotice, AidNoticeLine, AidNoticePayload, PublicNotice};
pub use query::ApplicationQuery;
