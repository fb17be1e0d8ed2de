//! The state machine of the rules and that of the database are one.

use schema::delegations::rules::DelegationStep;
use sqlx::Row as _;
use tests::City;

#[tokio::test]
async fn the_database_has_the_steps_of_the_rules() {
    let city = City::new().await;
    let mut owner = city.owner().await;
    let rows =
        sqlx::query("SELECT step, from_states, to_state, side FROM delegation_transitions()")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(rows.len(), DelegationStep::ALL.len());
    for (row, step) in rows.iter().zip(DelegationStep::ALL) {
        let from: Vec<&str> = step.from().iter().map(|state| state.code()).collect();
        let to = step.to().map(|state| state.code());
        assert_eq!(row.get::<&str, _>("step"), step.code());
        assert_eq!(row.get::<Vec<String>, _>("from_states"), from, "{step}");
        assert_eq!(row.get::<Option<&str>, _>("to_state"), to, "{step}");
        assert_eq!(row.get::<&str, _>("side"), step.side().code(), "{step}");
    }
}
