//! Progress is pushed to those above, and what becomes of a round to those below.

use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::BoxStream;
use schema::live::look;
use serde_json::{Value, json};
use tests::Person;
use tokio::time::timeout;

use super::{draft, field, form, recorded, step, task_of};

const CHANGES: &str = "subscription($after: String) { changes(subjects: [SURVEY], after: $after) {
    cursor changes { subject subjectId action unionId } } }";

/// What is coming comes within this time, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a subscriber does not get within this time is not coming.
const QUIET: Duration = Duration::from_millis(1500);

struct Follower(BoxStream<'static, Value>);

impl Follower {
    async fn begin(person: &Person, after: Option<&Value>) -> (Self, Value) {
        let mut follower = Self(person.follow(CHANGES, json!({ "after": after })));
        let greeting = follower.next().await;
        (follower, greeting)
    }

    async fn next(&mut self) -> Value {
        let next = timeout(PATIENCE, self.0.next()).await;
        let mut message = next.expect("a message comes").expect("it is not over");
        assert!(message.get("errors").is_none(), "{message}");
        message["data"]["changes"].take()
    }

    async fn is_quiet(&mut self) -> bool {
        timeout(QUIET, self.0.next()).await.is_err()
    }
}

#[tokio::test]
async fn a_record_is_told_to_everybody_above_who_follows_the_round() {
    let field = field().await;
    let task = task_of(&field.wang, &field.round, field.households[0]).await;
    let (mut follows, greeting) = Follower::begin(&field.root, None).await;
    assert_eq!(greeting["changes"], json!([]));
    recorded(&field.wang, form(&task)).await;
    field.city.wake_subscribers();
    assert_eq!(
        follows.next().await["changes"],
        json!([{ "subject": "SURVEY", "subjectId": field.round["id"], "action": "CREATED", "unionId": field.lanshan.id.to_string() }])
    );
}

#[tokio::test]
async fn opening_reminding_and_closing_are_told_once_to_those_below_who_may_read_the_round() {
    let field = field().await;
    let (city, lanshan, root) = (&field.city, &field.lanshan, &field.root);
    let street = lanshan.township("兰山街道").await;
    let village = street.village("沂州社区").await;
    village.household("孙八").await;
    let empty = lanshan.township("银雀山街道").await;
    let drafted = draft(root, json!({ "name": "第二轮" })).await;
    assert_eq!(drafted["errors"], json!([]));
    let people = [
        ("the round's union", root.clone(), true),
        ("a county with households", field.admin.clone(), true),
        ("its cadre", field.wang.clone(), true),
        ("a street above a household", street.admin().await, true),
        ("a village with one", village.admin().await, true),
        ("a street without any", empty.admin().await, false),
        (
            "a county without any",
            city.county("费县").await.admin().await,
            false,
        ),
    ];
    let mut followers = Vec::new();
    for (who, person, told) in &people {
        let (follower, greeting) = Follower::begin(person, None).await;
        followers.push((*who, follower, greeting["cursor"].clone(), person, *told));
    }
    let mut worker = city.connect_as("lianxin_worker").await;
    let (_, before) = look(&mut worker, city.schema_name(), None).await.unwrap();

    let mut hear = async |action: &str, of: &tests::Place, round: &Value| {
        city.wake_subscribers();
        for (who, follower, _, _, told) in &mut followers {
            if *told {
                let change = json!([{ "subject": "SURVEY", "subjectId": round["id"], "action": action, "unionId": of.id.to_string() }]);
                assert_eq!(follower.next().await["changes"], change, "{who}: {action}");
            } else {
                assert!(follower.is_quiet().await, "{who}: {action}");
            }
        }
    };
    let opened = step(root, "openSurveyRound", &drafted["round"]).await;
    assert_eq!(opened["errors"], json!([]));
    let round = &opened["round"];
    hear("CHANGED", &city.root(), round).await;
    let remind =
        "mutation($input: RemindSurveyInput!) { remindSurvey(input: $input) { errors { code } } }";
    let input = json!({ "input": { "id": round["id"] } });
    let reminded = field.admin.ask(remind, input).await;
    assert_eq!(reminded["remindSurvey"]["errors"], json!([]));
    hear("CHANGED", lanshan, round).await;
    let closed = step(root, "closeSurveyRound", round).await;
    assert_eq!(closed["errors"], json!([]));
    hear("DECIDED", &city.root(), round).await;

    // Whoever was away hears all three, in their order, once.
    for (who, _, cursor, person, told) in followers {
        let (_, missed) = Follower::begin(person, Some(&cursor)).await;
        let actions: Vec<&Value> = missed["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| &change["action"])
            .collect();
        let all = ["CHANGED", "CHANGED", "DECIDED"];
        assert_eq!(actions, if told { &all[..] } else { &[] }, "{who}");
    }
    // A server is woken for those below as for those above.
    let (hints, _) = look(&mut worker, city.schema_name(), Some(&before))
        .await
        .unwrap();
    let below = hints.unwrap().into_iter().filter(|hint| hint.below);
    let below: Vec<String> = below.map(|hint| hint.path).collect();
    let above = city.root().path;
    assert_eq!(below, [above.clone(), lanshan.path.clone(), above]);
}

#[tokio::test]
async fn a_round_of_a_county_is_not_heard_of_in_another() {
    let field = field().await;
    let fei = field.city.county("费县").await;
    fei.household("钱七").await;
    let (mut sibling, _) = Follower::begin(&fei.admin().await, None).await;
    let (mut above, _) = Follower::begin(&field.root, None).await;
    let drafted = draft(&field.admin, json!({ "name": "兰山区摸底" })).await;
    let opened = step(&field.admin, "openSurveyRound", &drafted["round"]).await;
    assert_eq!(opened["errors"], json!([]));
    field.city.wake_subscribers();
    let told = above.next().await;
    assert_eq!(told["changes"].as_array().unwrap().len(), 2, "{told}");
    assert!(sibling.is_quiet().await);
}
