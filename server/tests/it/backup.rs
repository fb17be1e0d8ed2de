//! Backups: taken while others write, brought back whole, refused when they are not.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use schema::id::AttachmentId;
use schema::privacy::{Vault, VaultKeys};
use server::attachments::{Part, Store};
use server::backup::{self, Error};
use server::postgres::{self, Database, Role};

use crate::trial::{Writer, config, kill, lines, lsn, make_table, names, place};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_before_the_end_is_in_it() {
    let place = place();
    let origin = config(place.path().join("data"));
    let keys = origin.keys_dir();
    fs::create_dir_all(keys.join("old")).unwrap();
    fs::write(keys.join("old/vault.key"), "a key").unwrap();
    let database = Database::ready(&origin).await.unwrap();
    let mut owner = database.connect(Role::Owner).await.unwrap();
    migrations::add_city(&mut owner, "3713", "临沂市")
        .await
        .unwrap();
    let writer = Writer::start(make_table(&database).await);
    tokio::time::sleep(Duration::from_millis(300)).await;

    let directory = place.path().join("backups/directory");
    let file = place.path().join("backups/file.tar");
    let without = backup::take(&database, &directory, None, None)
        .await
        .unwrap();
    let with = backup::take(&database, &file, None, Some(&keys))
        .await
        .unwrap();
    assert!(
        (without.keys, with.keys) == (false, true) && with.files > 500 && with.bytes > 10_000_000
    );
    tokio::time::sleep(Duration::from_millis(200)).await;
    let confirmed = writer.confirmed().await;
    database.stop().await;
    assert_eq!(
        names(&place.path().join("backups")),
        ["directory", "file.tar"],
        "nothing else is left"
    );
    assert!(!directory.join("keys").exists());
    for backup in [&directory, &file] {
        assert_eq!(
            backup.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "closed to others"
        );
    }
    let secrets = walkdir::WalkDir::new(&directory)
        .into_iter()
        .map(Result::unwrap);
    assert!(
        secrets
            .filter(|e| e.file_name() == "database-passwords.toml")
            .count()
            == 0
    );

    let at_start = confirmed.first().unwrap().1;
    for (report, source) in [(&without, &directory), (&with, &file)] {
        let end = lsn(&report.end);
        let before: Vec<i64> = confirmed
            .iter()
            .filter(|(_, at)| *at <= end)
            .map(|(n, _)| *n)
            .collect();
        assert!(
            before.len() > 50 && before.len() < confirmed.len() && at_start < end,
            "written during and after"
        );
        let target = config(place.path().join(format!("restored-{}", report.keys)));
        let back = backup::restore(&target, source).await.unwrap();
        assert_eq!(
            (back.files, back.bytes, &back.end),
            (report.files, report.bytes, &report.end)
        );
        let restored = Database::ready(&target).await.unwrap();
        let kept = lines(&restored).await;
        assert!(
            before.iter().all(|n| kept.binary_search(n).is_ok()),
            "{} of {}",
            kept.len(),
            before.len()
        );
        // One writer, one line after the other: what is there is a beginning without a gap.
        assert_eq!(kept, (1..=kept.len() as i64).collect::<Vec<_>>());
        assert_eq!(restored.cities()[0].name, "临沂市");
        restored.pool(Role::App).await.unwrap().close().await;
        let mut owner = restored.connect(Role::Owner).await.unwrap();
        sqlx::query("INSERT INTO trial.line VALUES (-1, '')")
            .execute(&mut owner)
            .await
            .unwrap();
        restored.stop().await;
        let key = target.keys_dir().join("old/vault.key");
        assert_eq!(
            fs::read_to_string(key).ok().as_deref(),
            report.keys.then_some("a key")
        );
        let error = backup::restore(&target, source).await.unwrap_err();
        assert!(matches!(error, Error::NotEmpty(_)), "{error}");
    }
}

fn copy(from: &Path, to: &Path) {
    let status = std::process::Command::new("cp")
        .arg("-a")
        .args([from, to])
        .status()
        .unwrap();
    assert!(status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_whole_is_refused_and_leaves_nothing() {
    let place = place();
    let database = Database::ready(&config(place.path().join("data")))
        .await
        .unwrap();
    let good = place.path().join("good");
    let tar = place.path().join("good.tar");
    backup::take(&database, &good, None, None).await.unwrap();
    backup::take(&database, &tar, None, None).await.unwrap();
    let taken = backup::take(&database, &good, None, None)
        .await
        .unwrap_err();
    assert!(matches!(taken, Error::TargetExists(_)), "{taken}");
    let inside = database.managed().unwrap().directory.join("pg_wal/b");
    let taken = backup::take(&database, &inside, None, None)
        .await
        .unwrap_err();
    assert!(matches!(taken, Error::TargetInside(_)), "{taken}");

    // A fault in the middle: the key files are asked for and are not there.
    fs::create_dir(place.path().join("faulty")).unwrap();
    for name in ["faulty/b", "faulty/b.tar"] {
        let missing = place.path().join("no-keys");
        backup::take(&database, &place.path().join(name), None, Some(&missing))
            .await
            .unwrap_err();
    }
    // PostgreSQL dies in the middle.
    let pid = database.managed().unwrap().pid;
    let target = place.path().join("faulty/killed");
    let (taken, ()) = tokio::join!(backup::take(&database, &target, None, None), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        kill(pid);
    });
    let error = taken.unwrap_err();
    assert!(
        matches!(error, Error::Sql { .. } | Error::Postgres(_)),
        "{error}"
    );
    assert_eq!(names(&place.path().join("faulty")), Vec::<String>::new());
    database.stop().await;

    let spoil = |name: &str, how: &dyn Fn(&Path)| {
        let bad = place.path().join(name);
        copy(if name.ends_with(".tar") { &tar } else { &good }, &bad);
        how(&bad);
        bad
    };
    let edit = |path: &Path, how: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = fs::read(path).unwrap();
        how(&mut bytes);
        fs::write(path, bytes).unwrap();
    };
    let control = "cluster/global/pg_control";
    let cases = [
        (
            spoil("one-bit", &|b| {
                edit(&b.join(control), &|bytes| bytes[100] ^= 1)
            }),
            "pg_control was changed",
        ),
        (
            spoil("missing", &|b| fs::remove_file(b.join(control)).unwrap()),
            "pg_control is missing",
        ),
        (
            spoil("more", &|b| {
                fs::write(b.join("cluster/standby.signal"), "").unwrap()
            }),
            "standby.signal does not belong",
        ),
        (
            spoil("unfinished", &|b| {
                fs::remove_file(b.join("manifest.json")).unwrap()
            }),
            "it has no manifest.json",
        ),
        (
            spoil("later", &|b| {
                edit(&b.join("manifest.json"), &|bytes| {
                    *bytes = String::from_utf8_lossy(bytes)
                        .replace("\"format\": 1", "\"format\": 2")
                        .into_bytes();
                })
            }),
            "form 2",
        ),
        (
            spoil("link", &|b| {
                std::os::unix::fs::symlink("/etc/passwd", b.join("cluster/link")).unwrap()
            }),
            "neither file nor directory",
        ),
        (
            spoil("cut.tar", &|b| {
                edit(b, &|bytes| bytes.truncate(bytes.len() / 2))
            }),
            "is no whole backup",
        ),
        (
            spoil("one-bit.tar", &|b| {
                edit(b, &|bytes| {
                    let at = bytes.len() / 2;
                    bytes[at] ^= 1;
                })
            }),
            "is no whole backup",
        ),
    ];
    for (bad, reason) in cases {
        let target = config(place.path().join("target"));
        // A process that another test is just starting may still hold a copy of the lock.
        let mut error = backup::restore(&target, &bad).await.unwrap_err();
        for _ in 0..20 {
            if !error.to_string().contains("another lianxin process") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            error = backup::restore(&target, &bad).await.unwrap_err();
        }
        assert!(
            matches!(error, Error::Damaged { .. }) && error.to_string().contains(reason),
            "{reason}: {error}"
        );
        assert_eq!(
            names(&target.data_dir.join("postgres")),
            Vec::<String>::new(),
            "{reason}"
        );
    }
    // The same directory still takes the good one.
    let target = config(place.path().join("target"));
    backup::restore(&target, &tar).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_another_major_version_is_refused() {
    let place = place();
    let database = Database::ready(&config(place.path().join("data")))
        .await
        .unwrap();
    let good = place.path().join("good");
    backup::take(&database, &good, None, None).await.unwrap();
    database.stop().await;
    // As if it had been taken by 14: the version stands in a file that the manifest covers.
    let version = good.join("cluster/PG_VERSION");
    fs::write(&version, "14\n").unwrap();
    let path = good.join("manifest.json");
    let mut manifest: backup::Manifest = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let file = manifest.files.get_mut("cluster/PG_VERSION").unwrap();
    file.sha256 = hex::encode(<sha2::Sha256 as sha2::Digest>::digest("14\n"));
    fs::write(&path, serde_json::to_vec(&manifest).unwrap()).unwrap();
    let target = config(place.path().join("target"));
    let error = backup::restore(&target, &good).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Postgres(postgres::Error::OtherVersion { wanted: 14, .. })
        ),
        "{error}"
    );
    assert!(!target.data_dir.join("postgres/cluster").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn photographs_and_documents_come_back_with_their_rows() {
    let place = place();
    let origin = config(place.path().join("data"));
    let database = Database::ready(&origin).await.unwrap();
    let vault = Arc::new(Vault::new(VaultKeys::generate()));
    let store = Store::open(&origin, vault.clone()).unwrap();
    let words = |id: AttachmentId| format!("the bytes of {id}").into_bytes();
    let mut ids = Vec::new();
    for _ in 0..3 {
        let id = AttachmentId::new();
        store
            .put("city_3713", id, Part::Whole, words(id))
            .await
            .unwrap();
        ids.push(id);
    }
    // What the store has only begun to write.
    let begun = origin.objects_dir().join("city_3713/00");
    fs::create_dir_all(&begun).unwrap();
    fs::write(begun.join("half#1"), "half").unwrap();
    let objects = origin.objects_dir();
    let inside = objects.join("backup.tar");
    let refused = backup::take(&database, &inside, Some(&objects), None)
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::TargetInside(_)), "{refused}");
    for name in ["backup", "backup.tar"] {
        let target = place.path().join(name);
        backup::take(&database, &target, Some(&objects), None)
            .await
            .unwrap();
    }
    database.stop().await;

    for name in ["backup", "backup.tar"] {
        let target = config(place.path().join(format!("restored-{name}")));
        // One is there already and another one beside it: moved along with an older data directory.
        let before = Store::open(&target, vault.clone()).unwrap();
        let other = AttachmentId::new();
        before
            .put("city_3713", ids[0], Part::Whole, b"older".to_vec())
            .await
            .unwrap();
        before
            .put("city_3713", other, Part::Whole, words(other))
            .await
            .unwrap();
        backup::restore(&target, &place.path().join(name))
            .await
            .unwrap();
        let restored = Store::open(&target, vault.clone()).unwrap();
        for id in ids.iter().chain([&other]) {
            assert_eq!(
                restored.get("city_3713", *id, Part::Whole).await.unwrap(),
                words(*id)
            );
        }
        let half = target.objects_dir().join("city_3713/00/half#1");
        assert!(!half.exists());
        let mode = target
            .objects_dir()
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "closed to others");
    }
    // A changed byte is found before anything is put in its place.
    let spoilt = place.path().join("backup");
    let file = walkdir::WalkDir::new(spoilt.join("objects"))
        .into_iter()
        .map(Result::unwrap)
        .find(|entry| entry.file_type().is_file())
        .unwrap();
    let mut bytes = fs::read(file.path()).unwrap();
    bytes[0] ^= 1;
    fs::write(file.path(), bytes).unwrap();
    let target = config(place.path().join("refused"));
    let error = backup::restore(&target, &spoilt).await.unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert!(!target.objects_dir().exists());
}
