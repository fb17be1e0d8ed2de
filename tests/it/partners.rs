//! Legal-aid partners and their people: registered, invited, signed in, gone.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person, Place};

use crate::delegations::act;
use crate::funds::{change, done, faults, with};

const PARTNER: &str = "id version name kind state licenceNumber specialities districts { code name } unionName editable managed load lawyers { id version name admin state load }";
const PASSWORD: &str = "correct horse battery";

struct Bar {
    city: City,
    county: Place,
    admin: Person,
}

impl Bar {
    async fn new() -> Self {
        let city = City::new().await;
        let county = city.county("兰山区").await;
        let admin = county.admin().await;
        Self {
            city,
            county,
            admin,
        }
    }

    async fn partner(&self) -> Value {
        done(self.save(json!({})).await, "partner")
    }

    async fn save(&self, more: Value) -> Value {
        let input = with(
            json!({ "name": "山东某某律师事务所", "kind": "LAW_FIRM", "specialities": ["WORK_INJURY", "WAGE_ARREARS"], "districts": ["371302", "371302"] }),
            more,
        );
        change(
            &self.admin,
            "savePartner",
            &format!("partner {{ {PARTNER} }}"),
            input,
        )
        .await
    }

    async fn invite(&self, partner: &Value, more: Value) -> Value {
        let input = with(
            json!({ "partnerId": partner["id"], "name": "孙主任", "specialities": [], "admin": true }),
            more,
        );
        change(
            &self.admin,
            "inviteLawyer",
            "lawyer { id version state admin } code expiresAt",
            input,
        )
        .await
    }
}

const ACCEPT: &str = "mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { accessToken viewer { post { id } }
    partnerViewer { person { name login } lawyer { id name admin state } partner { name } sessions { current } conflicts { id } } errors { code path message } } }";

#[tokio::test]
async fn a_county_registers_a_partner_and_the_whole_city_finds_it() {
    let bar = Bar::new().await;
    let partner = bar.partner().await;
    assert_eq!(
        partner["specialities"],
        json!(["WAGE_ARREARS", "WORK_INJURY"])
    );
    assert_eq!(
        partner["districts"],
        json!([{ "code": "371302", "name": "371302" }])
    );
    assert_eq!(partner["unionName"], "兰山区总工会");
    assert_eq!(faults(&bar.save(json!({})).await), ["DUPLICATE input.name"]);
    let bad = json!({ "name": "某", "districts": ["12"], "phone": "abc" });
    assert_eq!(
        faults(&bar.save(bad).await),
        [
            "INVALID input.name",
            "INVALID input.phone",
            "INVALID input.districts.0"
        ]
    );

    let village = bar.city.county("平邑县").await.village("小河村").await;
    let there = village.person("李法助", &[Role::Legal, Role::Admin]).await;
    let list = "{ partners(filter: { query: \"sdmm\" }) { nodes { name editable managed } } }";
    let found = there.ask(list, json!({})).await["partners"]["nodes"].take();
    assert_eq!(
        found,
        json!([{ "name": "山东某某律师事务所", "editable": false, "managed": false }])
    );
    // Below the counties nobody registers one, and nobody changes another's.
    let query =
        "mutation($input: SavePartnerInput!) { savePartner(input: $input) { errors { code } } }";
    let input = json!({ "name": "小河村法律服务站", "kind": "UNION_LAWYERS", "specialities": [], "districts": [] });
    let denied = there.ask(query, json!({ "input": input })).await;
    assert_eq!(denied["savePartner"]["errors"][0]["code"], "STATE");
    let neighbour = bar.city.county("费县").await.admin().await;
    let input = with(
        input,
        json!({ "id": partner["id"], "version": partner["version"] }),
    );
    let denied = neighbour.run_with(query, json!({ "input": input })).await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn an_invited_person_makes_an_account_signs_in_again_and_changes_the_password() {
    let bar = Bar::new().await;
    let partner = bar.partner().await;
    let invited = bar
        .invite(&partner, json!({ "licenceNumber": "13713201410123456" }))
        .await;
    let mut browser = bar.city.visitor();
    let input =
        json!({ "input": { "code": invited["code"], "login": "sunzhuren", "password": PASSWORD } });
    let entered = browser.ask(ACCEPT, input.clone()).await;
    assert_eq!(entered["errors"], json!([]), "{entered}");
    assert_eq!(entered["viewer"], json!(null));
    assert_eq!(entered["partnerViewer"]["lawyer"]["state"], "ACTIVE");
    assert_eq!(
        entered["partnerViewer"]["partner"]["name"],
        "山东某某律师事务所"
    );
    let again = browser.ask(ACCEPT, input).await;
    assert_eq!(again["errors"][0]["code"], "INVALID");

    let mut phone = bar.city.visitor();
    let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken viewer { roles } partnerViewer { lawyer { name } } errors { code } } }";
    let signed = phone
        .ask(
            sign_in,
            json!({ "input": { "login": "sunzhuren", "password": PASSWORD } }),
        )
        .await;
    assert_eq!(signed["partnerViewer"]["lawyer"]["name"], "孙主任");
    assert_eq!(signed["viewer"], json!(null));
    let refreshed = phone.ask("mutation { refreshSession { accessToken partnerViewer { person { login } } errors { code } } }", json!({})).await;
    assert_eq!(refreshed["partnerViewer"]["person"]["login"], "sunzhuren");
    let other = "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code } } }";
    let changed = phone
        .ask(
            other,
            json!({ "input": { "current": PASSWORD, "new": "another horse battery" } }),
        )
        .await;
    assert_eq!(changed["errors"], json!([]));
    // The other sign-in of the person ended with that.
    assert!(browser.actor().await.is_none() && phone.actor().await.is_some());
    let out = phone
        .ask("mutation { signOut { errors { code } } }", json!({}))
        .await;
    assert_eq!(out["errors"], json!([]));
    assert!(phone.actor().await.is_none());

    // Codes are given out by who runs the account: a union that could would see what others delegated.
    let lawyer = json!({ "id": invited["lawyer"]["id"] });
    let refused = change(&bar.admin, "issueLawyerCode", "code", lawyer.clone()).await;
    assert_eq!(faults(&refused), ["STATE input"]);
    let refused = bar.invite(&partner, json!({ "name": "吴律师" })).await;
    assert_eq!(faults(&refused), ["STATE input"]);
    let code = "mutation($input: IssueLawyerCodeInput!) { issueLawyerCode(input: $input) { code errors { code } } }";
    let sign_in = json!({ "input": { "login": "sunzhuren", "password": "another horse battery" } });
    phone
        .ask(
            "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }",
            sign_in,
        )
        .await;
    let issued = phone.ask(code, json!({ "input": lawyer })).await;
    let reset = "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { partnerViewer { lawyer { id } } errors { code } } }";
    let reset = phone
        .ask(
            reset,
            json!({ "input": { "code": issued["code"], "password": "a third horse battery" } }),
        )
        .await;
    assert_eq!(
        reset["partnerViewer"]["lawyer"]["id"],
        invited["lawyer"]["id"]
    );
}

#[tokio::test]
async fn an_account_is_of_unions_or_of_a_partner_and_never_both() {
    let bar = Bar::new().await;
    let partner = bar.partner().await;
    let invited = bar.invite(&partner, json!({})).await;
    let mut browser = bar.city.visitor();
    let input = |code: &Value, login: &str| json!({ "input": { "code": code, "login": login, "password": PASSWORD } });
    let entered = browser
        .ask(ACCEPT, input(&invited["code"], "sunzhuren"))
        .await;
    assert_eq!(entered["errors"], json!([]), "{entered}");
    // Neither does a post at a union take the account of a partner, nor the other way round.
    let post = json!({ "unionId": bar.county.id.to_string(), "name": "孙主任", "title": "干事", "employment": "FULL", "roles": ["CADRE"] });
    let staff = change(&bar.admin, "inviteStaff", "code", post.clone()).await;
    let refused = browser
        .ask(ACCEPT, input(&staff["code"], "sunzhuren"))
        .await;
    assert_eq!(faults(&refused), ["INVALID input.login"]);
    let entered = bar
        .city
        .visitor()
        .ask(ACCEPT, input(&staff["code"], "sunganbu"))
        .await;
    assert_eq!(entered["errors"], json!([]));
    let invite = "mutation($input: InviteLawyerInput!) { inviteLawyer(input: $input) { code errors { code } } }";
    let whom =
        json!({ "partnerId": partner["id"], "name": "吴律师", "specialities": [], "admin": false });
    let second = browser.ask(invite, json!({ "input": whom })).await;
    let refused = browser
        .ask(ACCEPT, input(&second["code"], "sunganbu"))
        .await;
    assert_eq!(faults(&refused), ["INVALID input.login"]);
    // The database says the same to whoever comes past the application.
    let mut owner = bar.city.owner().await;
    let both = "UPDATE staff SET person_id = (SELECT person_id FROM lawyer WHERE person_id IS NOT NULL) WHERE name = '孙主任'";
    let refused = sqlx::query(both).execute(&mut owner).await.unwrap_err();
    assert!(
        refused.to_string().contains("staff_person_id_realm_fkey"),
        "{refused}"
    );
}

#[tokio::test]
async fn who_runs_the_account_looks_after_its_people_and_the_last_one_stays() {
    let bar = Bar::new().await;
    let firm = bar.county.firm("山东某某律师事务所").await;
    let head = firm.lawyer("孙主任", true).await;
    let lawyer = firm.lawyer("吴律师", false).await;
    let me = "{ partnerViewer { lawyer { id version } partner { id managed editable lawyers { id version name } } } }";
    let mine = head.ask(me, json!({})).await["partnerViewer"].take();
    assert_eq!(mine["partner"]["managed"], true);
    assert_eq!(mine["partner"]["editable"], false);
    let input = json!({ "partnerId": mine["partner"]["id"], "name": "郑内勤", "specialities": ["WAGE_ARREARS"], "admin": false });
    let invited = act(
        &head,
        "inviteLawyer",
        "lawyer { id version state specialities } code",
        input.clone(),
    )
    .await;
    assert_eq!(invited["lawyer"]["state"], "INVITED");
    assert!(invited["code"].is_string());
    let query =
        "mutation($input: InviteLawyerInput!) { inviteLawyer(input: $input) { errors { code } } }";
    let denied = lawyer.run_with(query, json!({ "input": input })).await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");

    let update = |id: &Value, version: &Value, admin: bool, licence: &str| json!({ "id": id, "version": version, "name": "吴律师", "licenceNumber": licence, "specialities": [], "admin": admin });
    let (own, version) = (&mine["lawyer"]["id"], &mine["lawyer"]["version"]);
    let refused = act(
        &head,
        "updateLawyer",
        "lawyer { id }",
        update(own, version, false, ""),
    )
    .await;
    assert_eq!(faults(&refused), ["STATE input.id"]);
    let refused = act(
        &head,
        "updateLawyer",
        "lawyer { id }",
        update(own, version, true, "123"),
    )
    .await;
    assert_eq!(faults(&refused), ["INVALID input.licenceNumber"]);
    let refused = act(
        &head,
        "endLawyer",
        "lawyer { id }",
        json!({ "id": own, "version": version }),
    )
    .await;
    assert_eq!(faults(&refused), ["STATE input.id"]);
    let second = &mine["partner"]["lawyers"][1];
    let refused = act(
        &head,
        "updateLawyer",
        "lawyer { id }",
        update(&second["id"], &json!(9), true, ""),
    )
    .await;
    assert_eq!(faults(&refused), ["CONFLICT input.version"]);
    let raised = act(
        &head,
        "updateLawyer",
        "lawyer { version admin }",
        update(&second["id"], &second["version"], true, ""),
    )
    .await;
    assert_eq!(done(raised, "lawyer")["admin"], true);
    // Now there is another; who leaves is out at once.
    let ended = act(
        &head,
        "endLawyer",
        "lawyer { state }",
        json!({ "id": own, "version": version }),
    )
    .await;
    assert_eq!(done(ended, "lawyer")["state"], "LEFT");
    assert!(head.actor().await.is_err());
    assert!(lawyer.actor().await.is_ok());
}

#[tokio::test]
async fn a_partner_that_ended_is_closed_to_its_people_and_does_not_end_while_it_has_work() {
    let matter = crate::delegations::Matter::new().await;
    let admin = matter.field.there.admin().await;
    let row = matter.accepted().await;
    let query = format!("query($id: ID!) {{ partner(id: $id) {{ {PARTNER} }} }}");
    let id = json!({ "id": matter.firm.id.to_string() });
    let partner = admin.ask(&query, id).await["partner"].take();
    let end = |partner: &Value| json!({ "id": partner["id"], "version": partner["version"], "state": "ENDED", "reason": "合作协议到期不再续签" });
    let refused = change(
        &admin,
        "setPartnerState",
        "partner { state }",
        end(&partner),
    )
    .await;
    assert_eq!(faults(&refused), ["STATE input.state"]);
    // Nor does one leave who has work.
    let lawyer = &partner["lawyers"][1];
    assert_eq!(lawyer["load"], 1);
    let refused = act(
        &matter.head,
        "endLawyer",
        "lawyer { id }",
        json!({ "id": lawyer["id"], "version": lawyer["version"] }),
    )
    .await;
    assert_eq!(faults(&refused), ["STATE input.id"]);
    let row = crate::delegations::seen(&matter.field.legal, &row).await;
    let why = json!({ "text": "合作协议到期，撤销委托" });
    done(
        crate::delegations::step(&matter.field.legal, &row, "REVOKE", why).await,
        "delegation",
    );
    let ended = change(
        &admin,
        "setPartnerState",
        "partner { state }",
        end(&partner),
    )
    .await;
    assert_eq!(done(ended, "partner")["state"], "ENDED");
    assert!(matter.head.actor().await.is_err());
    assert!(matter.lawyer.actor().await.is_err());
}
