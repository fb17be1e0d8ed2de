//! Who changes the tree: administrators, and only below them.

use schema::tenancy::Role;
use serde_json::json;
use tests::{City, Place};

use super::{CREATE, MERGE, MOVE, UPDATE, error_code, id, refused, state_mutation, tree};

#[tokio::test]
async fn only_administrators_change_the_tree_and_only_below_them() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let cadre = lanshan.cadre("王建国").await;
    let auditor = lanshan.person("李经审", &[Role::Auditor]).await;
    let admin = lanshan.admin().await;
    let before = tree(&city).await;
    let new = |parent: &Place| json!({ "parentId": id(parent), "name": "某某工会", "level": "GRASSROOTS" });
    let state = |place: &Place| json!({ "id": id(place), "version": 1, "reason": "试" });
    for person in [&cadre, &auditor] {
        assert_eq!(error_code(person, CREATE, new(&lanshan)).await, "FORBIDDEN");
        assert_eq!(
            error_code(
                person,
                UPDATE,
                json!({ "id": id(&street), "version": 1, "name": "新名" })
            )
            .await,
            "FORBIDDEN"
        );
        assert_eq!(
            error_code(
                person,
                MOVE,
                json!({ "id": id(&street), "version": 1, "newParentId": id(&lanshan) })
            )
            .await,
            "FORBIDDEN"
        );
        assert_eq!(
            error_code(person, &state_mutation("dissolveUnion"), state(&street)).await,
            "FORBIDDEN"
        );
    }
    // Another branch is not there, and the superior is not the own.
    assert_eq!(error_code(&admin, CREATE, new(&fei)).await, "NOT_FOUND");
    assert_eq!(
        error_code(
            &admin,
            MOVE,
            json!({ "id": id(&street), "version": 1, "newParentId": id(&fei) })
        )
        .await,
        "NOT_FOUND"
    );
    assert_eq!(
        error_code(
            &admin,
            MERGE,
            json!({ "id": id(&fei), "version": 1, "intoId": id(&lanshan) })
        )
        .await,
        "NOT_FOUND"
    );
    assert_eq!(
        error_code(&admin, CREATE, new(&city.root())).await,
        "FORBIDDEN"
    );
    assert_eq!(
        error_code(
            &admin,
            UPDATE,
            json!({ "id": id(&city.root()), "version": 1, "name": "新名" })
        )
        .await,
        "FORBIDDEN"
    );
    // The own union's facts are its own; where it stands and whether it goes on are the superior's.
    refused(
        &admin,
        &state_mutation("dissolveUnion"),
        state(&lanshan),
        "STATE",
        "id",
        "由上级工会办理",
    )
    .await;
    refused(
        &admin,
        MOVE,
        json!({ "id": id(&lanshan), "version": 1, "newParentId": id(&street) }),
        "STATE",
        "id",
        "由上级工会办理",
    )
    .await;
    let root = city.root().admin().await;
    refused(
        &root,
        &state_mutation("dissolveUnion"),
        state(&city.root()),
        "STATE",
        "id",
        "组织树的根",
    )
    .await;
    assert_eq!(tree(&city).await, before);
}
