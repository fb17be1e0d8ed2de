//! `lianxin keys`.

use anyhow::Result;
use chrono::{TimeDelta, Utc};

use super::print;
use crate::cli::{KeysCommand, RotateCommand};
use crate::config::Config;
use crate::keys::{Former, KeyDirectory, list, rotate, vault};

pub(super) fn keys(config: &Config, action: &KeysCommand) -> Result<()> {
    let directory = KeyDirectory::open(config.keys_dir())?;
    let life = TimeDelta::minutes(i64::from(config.access_token_minutes));
    match action {
        KeysCommand::List => {
            let mut text = String::from("signing keys\n");
            for key in list(&directory, Utc::now(), life)? {
                let state = match (key.signs, key.verifies) {
                    (true, _) => "signs",
                    (false, true) => "verifies",
                    (false, false) => "retired",
                };
                text.push_str(&format!(
                    "  {}  {}  {state}\n",
                    key.kid,
                    key.created.format("%Y-%m-%d %H:%M")
                ));
            }
            text.push_str("vault keys\n");
            let keys = vault::load(&directory)?;
            let ids: Vec<u16> = keys
                .iter()
                .flat_map(|keys| keys.data_key_ids().collect::<Vec<_>>())
                .collect();
            for (index, id) in ids.iter().enumerate() {
                text.push_str(&format!(
                    "  {id}  {}\n",
                    if index + 1 == ids.len() {
                        "seals"
                    } else {
                        "opens"
                    }
                ));
            }
            print(&text)
        }
        KeysCommand::Rotate {
            kind: RotateCommand::Signing { at_once },
        } => {
            let former = if *at_once {
                Former::Refuse
            } else {
                Former::Expire
            };
            let kid = rotate(&directory, Utc::now(), life, former)?;
            print(&format!("The key {kid} signs from now on.\n"))
        }
        KeysCommand::Rotate {
            kind: RotateCommand::Vault,
        } => {
            let id = vault::rotate(&directory)?;
            print(&format!(
                "Key {id} seals new numbers once the servers are started again. Copy the key file to its safe place now.\n"
            ))
        }
    }
}
