use super::*;

const LIFE: TimeDelta = TimeDelta::minutes(10);

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

#[test]
fn thumbprint_and_public_key_of_rfc_8037() {
    // RFC 8037, appendix A.1 to A.3.
    let d = BASE64
        .decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
        .unwrap();
    let seed = Zeroizing::new(<[u8; 32]>::try_from(d.as_slice()).unwrap());
    let key = SigningKey::from_seed(seed, start()).unwrap();
    assert_eq!(key.public.x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assert_eq!(key.kid(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

#[test]
fn former_keys_verify_until_their_last_token_ended() {
    let mut keys = SigningKeys::generate(start()).unwrap();
    let first = keys.current().kid().to_owned();
    let later = start() + TimeDelta::days(90);
    keys.rotate(later, LIFE, Former::Expire).unwrap();
    assert_eq!(keys.jwks(later, LIFE).keys.len(), 2);
    assert_ne!(keys.current().kid(), first);
    let last_moment = later + LIFE + RELOAD_SLACK - TimeDelta::seconds(1);
    assert!(keys.find(&first, last_moment, LIFE).is_some());
    assert!(
        keys.find(&first, last_moment + TimeDelta::seconds(1), LIFE)
            .is_none()
    );
    assert_eq!(keys.jwks(later + TimeDelta::days(1), LIFE).keys.len(), 1);
    keys.rotate(later + TimeDelta::days(1), LIFE, Former::Expire)
        .unwrap();
    assert_eq!(keys.all().count(), 2, "the ended key left the file");
    keys.rotate(later + TimeDelta::days(1), LIFE, Former::Refuse)
        .unwrap();
    assert_eq!(keys.all().count(), 1);
}

#[test]
fn what_is_printed_is_read_again_and_the_public_set_has_no_private_key() {
    let mut keys = SigningKeys::generate(start()).unwrap();
    keys.rotate(start(), LIFE, Former::Expire).unwrap();
    let again = SigningKeys::parse(&keys.print().unwrap()).unwrap();
    assert_eq!(again.jwks(start(), LIFE), keys.jwks(start(), LIFE));
    let public = serde_json::to_value(keys.jwks(start(), LIFE)).unwrap();
    for key in public["keys"].as_array().unwrap() {
        let members: Vec<&String> = key.as_object().unwrap().keys().collect();
        assert_eq!(members, ["alg", "crv", "kid", "kty", "use", "x"]);
        assert_eq!(key["kty"], "OKP");
    }
    let seed = BASE64.encode(keys.current.seed.as_slice());
    assert!(!format!("{keys:?}").contains(&seed));
}

#[test]
fn refuses_a_broken_file_without_quoting_it() {
    let key = SigningKeys::generate(start()).unwrap();
    let text = key.print().unwrap();
    let other = SigningKeys::generate(start()).unwrap().current.public.x;
    for broken in [
        "hunter2".to_owned(),
        r#"{"keys":[]}"#.to_owned(),
        r#"{"keys":["hunter2"]}"#.to_owned(),
        text.replace(&key.current.public.x, &other),
        text.replace("\"d\": \"", "\"d\": \"hunter2"),
    ] {
        let reason = SigningKeys::parse(&broken).unwrap_err();
        assert!(!reason.contains("hunter2"), "{reason}");
    }
}

#[test]
fn rotation_in_the_directory() {
    let home = tempfile::tempdir().unwrap();
    let directory = KeyDirectory::open(home.path().join("keys")).unwrap();
    assert!(list(&directory, start(), LIFE).unwrap().is_empty());
    let first = load_or_create(&directory, start()).unwrap();
    let again = load_or_create(&directory, start()).unwrap();
    assert_eq!(first.current().kid(), again.current().kid());
    let second = rotate(&directory, start(), LIFE, Former::Expire).unwrap();
    let listed = list(&directory, start(), LIFE).unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed[1].signs && listed[1].kid == second);
    assert!(!listed[0].signs && listed[0].verifies);
}
