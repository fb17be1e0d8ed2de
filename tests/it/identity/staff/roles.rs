//! Giving and taking roles.

use schema::tenancy::Role;
use serde_json::json;
use tests::City;

use super::{code, end, set_roles};
use crate::identity::trail;

#[tokio::test]
async fn roles_follow_their_rules() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let (root_admin, admin) = (city.root().admin().await, lanshan.admin().await);
    let own = admin.staff.to_string();
    assert_eq!(
        code(
            &set_roles(&admin, &own, 1, &[Role::Admin, Role::Finance]).await,
            "setRoles"
        ),
        "STATE"
    );
    assert_eq!(
        code(
            &set_roles(&admin, &own, 1, &[Role::Viewer]).await,
            "setRoles"
        ),
        "STATE"
    );
    assert_eq!(code(&end(&admin, &own, 1).await, "endStaff"), "STATE");
    // With a second administrator the first may go; a superior may take the last one away.
    let second = lanshan.person("李四光", &[Role::Admin, Role::Cadre]).await;
    assert_eq!(
        code(
            &set_roles(&second, &own, 1, &[Role::Viewer]).await,
            "setRoles"
        ),
        ""
    );
    assert_eq!(
        code(
            &set_roles(&second, &second.staff.to_string(), 1, &[Role::Cadre]).await,
            "setRoles"
        ),
        "STATE"
    );
    let taken = set_roles(&root_admin, &second.staff.to_string(), 1, &[Role::Cadre]).await;
    assert_eq!(
        taken["data"]["setRoles"]["staffMember"],
        json!({ "roles": ["CADRE"], "version": 2 })
    );
    assert_eq!(
        code(
            &set_roles(
                &root_admin,
                &second.staff.to_string(),
                2,
                &[Role::Finance, Role::Auditor]
            )
            .await,
            "setRoles"
        ),
        "INVALID"
    );
    assert_eq!(
        code(
            &set_roles(&root_admin, &second.staff.to_string(), 2, &[]).await,
            "setRoles"
        ),
        "REQUIRED"
    );
    // What was taken away is gone at once.
    assert_eq!(
        code(
            &set_roles(&second, &own, 2, &[Role::Admin]).await,
            "setRoles"
        ),
        "FORBIDDEN"
    );
    assert!(
        trail(&city)
            .await
            .contains(&"REVOKED 角色：帮扶干部".to_owned())
    );
}
