use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jsonwebtoken::EncodingKey;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::super::signing::{Former, rotate};
use super::*;
use schema::tenancy::Post;

fn settings() -> TokenSettings {
    TokenSettings {
        issuer: "https://lianxin.example".to_owned(),
        audience: "lianxin".to_owned(),
        life: TimeDelta::minutes(10),
    }
}

fn tokens() -> (TempDir, AccessTokens) {
    let home = tempfile::tempdir().unwrap();
    let directory = KeyDirectory::open(home.path().join("keys")).unwrap();
    (home, AccessTokens::open(directory, settings()).unwrap())
}

fn claims() -> Claims {
    Claims {
        city: "city_371300".to_owned(),
        session_id: Uuid::now_v7(),
        person_id: Uuid::now_v7(),
        post: Post::Staff(Uuid::now_v7()),
    }
}

fn payload(tokens: &AccessTokens) -> Value {
    let signed = tokens.sign(&claims(), Utc::now()).unwrap();
    let body = signed.token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode(body).unwrap()).unwrap()
}

fn header(tokens: &AccessTokens) -> Value {
    json!({"alg": "EdDSA", "typ": "at+jwt", "kid": tokens.keys(RELOAD).current().kid()})
}

/// Signs anything with the true key.
fn forge(tokens: &AccessTokens, header: &Value, payload: &Value) -> String {
    let encode = |part: &Value| BASE64.encode(part.to_string());
    let message = format!("{}.{}", encode(header), encode(payload));
    let keys = tokens.keys(RELOAD);
    let signature = jsonwebtoken::crypto::sign(
        message.as_bytes(),
        &keys.current().encoding,
        Algorithm::EdDSA,
    )
    .unwrap();
    format!("{message}.{signature}")
}

#[test]
fn a_token_says_what_was_signed() {
    let (_home, tokens) = tokens();
    let claims = claims();
    let now = Utc::now();
    let signed = tokens.sign(&claims, now).unwrap();
    assert_eq!(signed.expires_at, now + settings().life);
    let said = tokens.verify(&signed.token).unwrap();
    assert_eq!(Claims::from(&said), claims);
    assert_eq!(said.exp - said.iat, 600);
    assert!(said.sub.to_string().starts_with("person_"));
    assert!(!format!("{signed:?}").contains(&signed.token));
    // The way in which the tests below forge does make valid tokens.
    let honest = forge(&tokens, &header(&tokens), &payload(&tokens));
    assert!(tokens.verify(&honest).is_ok());
}

#[test]
fn an_ended_token_is_expired_and_only_if_it_was_ours() {
    let (_home, tokens) = tokens();
    let long_ago = Utc::now() - TimeDelta::minutes(11);
    let ended = tokens.sign(&claims(), long_ago).unwrap().token;
    assert_eq!(tokens.verify(&ended), Err(TokenError::Expired));
    let just_now = Utc::now() - settings().life - TimeDelta::seconds(2);
    let within_leeway = tokens.sign(&claims(), just_now).unwrap().token;
    assert!(tokens.verify(&within_leeway).is_ok());
    let (_elsewhere, others) = self::tokens();
    let foreign = others.sign(&claims(), long_ago).unwrap().token;
    assert_eq!(tokens.verify(&foreign), Err(TokenError::Invalid));
}

#[test]
fn only_our_algorithm_and_type_pass() {
    let (_home, tokens) = tokens();
    let payload = payload(&tokens);
    for (member, value) in [
        ("alg", json!("none")),
        ("alg", json!("None")),
        ("alg", json!("HS256")),
        ("alg", json!("ES256")),
        ("typ", json!("JWT")),
        ("typ", json!("logout+jwt")),
        ("typ", json!(null)),
        ("kid", json!("another")),
        ("kid", json!(null)),
        ("kid", json!("../../etc/passwd")),
        ("crit", json!(["exp"])),
    ] {
        let mut header = header(&tokens);
        header[member] = value.clone();
        let token = forge(&tokens, &header, &payload);
        assert_eq!(
            tokens.verify(&token),
            Err(TokenError::Invalid),
            "{member} {value}"
        );
        let unsigned = format!("{}.", token.rsplit_once('.').unwrap().0);
        assert_eq!(
            tokens.verify(&unsigned),
            Err(TokenError::Invalid),
            "{member} {value}"
        );
    }
}

#[test]
fn a_public_key_is_no_shared_secret() {
    // The classic confusion: HMAC with the published key.
    let (_home, tokens) = tokens();
    let public = BASE64.decode(&tokens.jwks().keys[0].x).unwrap();
    let mut head = Header::new(Algorithm::HS256);
    head.typ = Some("at+jwt".to_owned());
    head.kid = Some(tokens.jwks().keys[0].kid.clone());
    let token =
        jsonwebtoken::encode(&head, &payload(&tokens), &EncodingKey::from_secret(&public)).unwrap();
    assert_eq!(tokens.verify(&token), Err(TokenError::Invalid));
}

#[test]
fn issuer_audience_and_the_other_claims_are_exact() {
    let (_home, tokens) = tokens();
    let soon = Utc::now().timestamp() + 100;
    for (claim, value) in [
        ("iss", json!("https://lianxin.example/")),
        ("iss", json!(["https://lianxin.example"])),
        ("iss", json!(null)),
        ("aud", json!("lianxin2")),
        ("aud", json!(["lianxin", "another"])),
        ("aud", json!(null)),
        ("exp", json!(null)),
        ("exp", json!("2099-01-01")),
        ("sub", json!(Uuid::now_v7())),
        ("sub", json!(StaffId::new().to_string())),
        ("post", json!(null)),
        ("sid", json!(7)),
        ("iat", json!(soon)),
    ] {
        let mut payload = payload(&tokens);
        payload[claim] = value.clone();
        let token = forge(&tokens, &header(&tokens), &payload);
        assert_eq!(
            tokens.verify(&token),
            Err(TokenError::Invalid),
            "{claim} {value}"
        );
    }
}

#[test]
fn what_was_changed_or_is_no_token_is_invalid() {
    let (_home, tokens) = tokens();
    let token = tokens.sign(&claims(), Utc::now()).unwrap().token;
    let parts: Vec<&str> = token.split('.').collect();
    let mut other = payload(&tokens);
    other["city"] = json!("city_370100");
    let swapped = format!(
        "{}.{}.{}",
        parts[0],
        BASE64.encode(other.to_string()),
        parts[2]
    );
    let cut = &token[..token.len() - 4];
    let long = format!("{token}{}", "A".repeat(MAX_LENGTH));
    for bad in [
        &swapped,
        cut,
        &long,
        "",
        ".",
        "..",
        "a.b.c",
        "ey.ey.",
        "\0",
        "连心.连心.连心",
    ] {
        assert_eq!(tokens.verify(bad), Err(TokenError::Invalid), "{bad}");
    }
}

#[test]
fn a_rotation_is_taken_up_while_the_server_runs() {
    let (_home, tokens) = tokens();
    let before = tokens.sign(&claims(), Utc::now()).unwrap().token;
    let life = settings().life;
    let kid = rotate(&tokens.directory, Utc::now(), life, Former::Expire).unwrap();
    // Another server that rotated already: its token has a key that is unknown here yet.
    let other = AccessTokens::open(tokens.directory.clone(), settings()).unwrap();
    let foreign = other.sign(&claims(), Utc::now()).unwrap().token;
    assert_eq!(
        tokens.verify(&foreign),
        Err(TokenError::Invalid),
        "looked a moment ago"
    );
    tokens.age(RELOAD_ON_UNKNOWN);
    assert!(tokens.verify(&foreign).is_ok());
    assert!(
        tokens.verify(&before).is_ok(),
        "former keys go on verifying"
    );
    assert_eq!(tokens.jwks().keys.len(), 2);
    assert_eq!(tokens.keys(RELOAD).current().kid(), kid);

    rotate(&tokens.directory, Utc::now(), life, Former::Refuse).unwrap();
    tokens.age(RELOAD);
    assert_eq!(tokens.jwks().keys.len(), 1);
    assert_eq!(tokens.verify(&before), Err(TokenError::Invalid));
}

#[test]
fn a_broken_file_does_not_stop_a_running_server() {
    let (_home, tokens) = tokens();
    let token = tokens.sign(&claims(), Utc::now()).unwrap().token;
    tokens.directory.write(signing::FILE, "broken").unwrap();
    tokens.age(RELOAD);
    assert!(tokens.verify(&token).is_ok());
    assert!(AccessTokens::open(tokens.directory.clone(), settings()).is_err());
}
