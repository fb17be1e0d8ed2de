//! Founding the unions of a whole list of divisions at once.

use std::collections::HashMap;

use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use crate::tenancy::tree::child_path;
use crate::unions::naming::{division_union_name, search_text, short_name};
use crate::unions::rules::UnionLevel;
use crate::values::DivisionCode;

/// One line of a list of divisions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Division {
    /// Division code (GB/T 2260 and statistical code).
    pub code: String,
    /// Name of the division, such as 兰山区.
    pub name: String,
    /// `city`, `county`, `township` or `village`.
    pub level: String,
    /// Code of the division above; empty for the city.
    pub parent_code: String,
}

/// Why a list was not imported; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The text is no table with the columns `code,name,level,parent_code`.
    #[error("the list can't be read: {0}")]
    Csv(#[from] csv::Error),
    /// A line can't be right.
    #[error("line {line}: {fault}")]
    Line {
        /// Number of the line, the heading being the first.
        line: usize,
        /// What is wrong with it.
        fault: String,
    },
    /// Two divisions or unions under one superior have the same name.
    #[error("two divisions or unions under one superior have the same name: {0}")]
    Name(String),
    /// The database refused a statement.
    #[error("the database refused a statement: {0}")]
    Database(#[from] sqlx::Error),
}

type Result<T> = std::result::Result<T, ImportError>;

/// Reads a list of divisions: CSV in UTF-8 with the heading `code,name,level,parent_code`.
///
/// # Errors
/// [`ImportError::Csv`].
pub fn parse(csv: &[u8]) -> Result<Vec<Division>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(csv);
    Ok(reader
        .deserialize()
        .collect::<std::result::Result<_, _>>()?)
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Unions founded.
    pub added: usize,
    /// Divisions that had their union already.
    pub existing: usize,
}

struct Known {
    id: Uuid,
    path: String,
    last_child: i32,
    grew: bool,
}

#[derive(Default)]
struct Columns {
    ids: Vec<Uuid>,
    paths: Vec<String>,
    parents: Vec<Option<Uuid>>,
    levels: Vec<&'static str>,
    names: Vec<String>,
    shorts: Vec<String>,
    searches: Vec<String>,
    codes: Vec<String>,
}

/// Gives every division of the list its union, named as such unions are named. A division that has
/// its union already is passed over, wherever that union stands by now, so a second import changes
/// nothing. `owner` is of the role `lianxin_owner` with the city's schema as search path.
///
/// # Errors
/// [`ImportError::Line`] for an unknown level, a wrong code or name, a division above that is nowhere,
/// two cities; [`ImportError::Name`]. Nothing is written then.
pub async fn import(owner: &mut PgConnection, divisions: &[Division]) -> Result<Imported> {
    let mut tx = owner.begin().await?;
    sqlx::query("SELECT set_config('lianxin.maintenance', 'on', true)")
        .execute(&mut *tx)
        .await?;
    // Nothing moves or is folded meanwhile.
    sqlx::query("SELECT one FROM stat_fold FOR UPDATE")
        .execute(&mut *tx)
        .await?;
    let mut known = known(&mut tx).await?;
    let mut root: Option<(Uuid, Option<String>)> =
        sqlx::query_as("SELECT id, division_code FROM unions WHERE parent_id IS NULL")
            .fetch_optional(&mut *tx)
            .await?;

    let mut lines = Vec::with_capacity(divisions.len());
    for (index, division) in divisions.iter().enumerate() {
        lines.push((level(index, division)?, index, division));
    }
    lines.sort_by_key(|(level, index, _)| (*level, *index));

    let mut done = Imported::default();
    let mut new = Columns::default();
    for (level, index, division) in lines {
        let code = code(index, &division.code)?;
        let name = division_union_name(division.name.trim(), level);
        if division.name.trim().is_empty() || name.chars().count() > 100 {
            return Err(wrong(index, format!("'{}' is no name", division.name)));
        }
        if known.contains_key(&(code.clone(), level.code())) {
            done.existing += 1;
            continue;
        }
        let (parent, path) = if level == UnionLevel::Municipal {
            match &root {
                Some((_, Some(other))) => {
                    return Err(wrong(index, format!("the city is {other} already")));
                }
                Some((id, None)) => {
                    adopt(&mut tx, *id, &code).await?;
                    known.extend(self::known(&mut tx).await?);
                    root = Some((*id, Some(code)));
                    done.existing += 1;
                    continue;
                }
                None => (None, Some(root_path(&mut tx).await?)),
            }
        } else {
            let above = self::code(index, &division.parent_code)?;
            let parent = [
                UnionLevel::Municipal,
                UnionLevel::County,
                UnionLevel::Township,
            ]
            .into_iter()
            .filter(|parent| level.may_stand_under(*parent))
            .find(|parent| known.contains_key(&(above.clone(), parent.code())))
            .and_then(|parent| known.get_mut(&(above.clone(), parent.code())))
            .ok_or_else(|| {
                wrong(
                    index,
                    format!("the division above, {above}, is neither in the list nor in the city"),
                )
            })?;
            parent.last_child += 1;
            parent.grew = true;
            let number = u32::try_from(parent.last_child).unwrap_or(u32::MAX);
            (Some(parent.id), child_path(&parent.path, number))
        };
        let path =
            path.ok_or_else(|| wrong(index, "the union above has no room for another".to_owned()))?;
        let id = Uuid::now_v7();
        if level == UnionLevel::Municipal {
            root = Some((id, Some(code.clone())));
        }
        new.ids.push(id);
        new.paths.push(path.clone());
        new.parents.push(parent);
        new.levels.push(level.code());
        new.shorts.push(short_name(&name));
        new.searches.push(search_text(&name, Some(&code), None));
        new.names.push(name);
        new.codes.push(code.clone());
        known.insert(
            (code, level.code()),
            Known {
                id,
                path,
                last_child: 0,
                grew: false,
            },
        );
        done.added += 1;
    }
    write(&mut tx, &new, &known).await?;
    tx.commit().await?;
    Ok(done)
}

/// Unions that stand for a division, by its code and their level; of merged ones, whoever took over.
async fn known(tx: &mut PgConnection) -> Result<HashMap<(String, &'static str), Known>> {
    let rows: Vec<(String, String, Uuid, String, i32)> = sqlx::query_as(
        "WITH RECURSIVE heir AS (
             SELECT id AS of, id, merged_into_id FROM unions
             UNION ALL
             SELECT heir.of, u.id, u.merged_into_id FROM heir JOIN unions u ON u.id = heir.merged_into_id
         )
         SELECT u.division_code, u.level, h.id, h.path, h.last_child
         FROM unions u JOIN heir ON heir.of = u.id AND heir.merged_into_id IS NULL JOIN unions h ON h.id = heir.id
         WHERE u.division_code IS NOT NULL",
    )
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(code, level, id, path, last_child)| {
            let level = UnionLevel::from_code(&level)?.code();
            Some((
                (code, level),
                Known {
                    id,
                    path,
                    last_child,
                    grew: false,
                },
            ))
        })
        .collect())
}

/// The first segment is the city's code, as the table demands.
async fn root_path(tx: &mut PgConnection) -> Result<String> {
    let sql = "SELECT replace(current_schema(), 'city_', '') || '.'";
    Ok(sqlx::query_scalar(sql).fetch_one(tx).await?)
}

/// A root that was made without a division gets the city's.
async fn adopt(tx: &mut PgConnection, root: Uuid, code: &str) -> Result<()> {
    sqlx::query("UPDATE unions SET division_code = $2, search = search || '|' || $2, version = version + 1 WHERE id = $1")
        .bind(root)
        .bind(code)
        .execute(tx)
        .await?;
    Ok(())
}

async fn write(
    tx: &mut PgConnection,
    new: &Columns,
    known: &HashMap<(String, &'static str), Known>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO unions (id, path, parent_id, level, state, name, short_name, search, division_code)
         SELECT id, path, parent_id, level, 'ACTIVE', name, short_name, search, division_code
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
              AS n (id, path, parent_id, level, name, short_name, search, division_code)",
    )
    .bind(&new.ids)
    .bind(&new.paths)
    .bind(&new.parents)
    .bind(&new.levels)
    .bind(&new.names)
    .bind(&new.shorts)
    .bind(&new.searches)
    .bind(&new.codes)
    .execute(&mut *tx)
    .await
    .map_err(taken)?;
    sqlx::query(
        "INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
         SELECT gen_random_uuid(), n.id, n.path, 'UNIONS', c.dimension, c.key, 1
         FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, path, level)
         CROSS JOIN LATERAL (VALUES ('', ''), ('LEVEL', n.level)) AS c (dimension, key)",
    )
    .bind(&new.ids)
    .bind(&new.paths)
    .bind(&new.levels)
    .execute(&mut *tx)
    .await?;
    let grown: Vec<&Known> = known.values().filter(|union| union.grew).collect();
    sqlx::query(
        "UPDATE unions u SET last_child = greatest(u.last_child, n.last_child)
         FROM unnest($1::uuid[], $2::integer[]) AS n (id, last_child) WHERE u.id = n.id",
    )
    .bind(grown.iter().map(|union| union.id).collect::<Vec<_>>())
    .bind(
        grown
            .iter()
            .map(|union| union.last_child)
            .collect::<Vec<_>>(),
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

fn level(index: usize, division: &Division) -> Result<UnionLevel> {
    match division.level.as_str() {
        "city" => Ok(UnionLevel::Municipal),
        "county" => Ok(UnionLevel::County),
        "township" => Ok(UnionLevel::Township),
        "village" => Ok(UnionLevel::Community),
        other => Err(wrong(
            index,
            format!("'{other}' is no level: it is city, county, township or village"),
        )),
    }
}

fn code(index: usize, text: &str) -> Result<String> {
    match DivisionCode::parse(text) {
        Ok(code) => Ok(code.as_str().to_owned()),
        Err(error) => Err(wrong(index, format!("'{text}': {error}"))),
    }
}

fn wrong(index: usize, fault: String) -> ImportError {
    ImportError::Line {
        // The first line of a list is its heading.
        line: index + 2,
        fault,
    }
}

fn taken(error: sqlx::Error) -> ImportError {
    match error.as_database_error() {
        Some(db) if db.constraint() == Some("unions_name_under_parent") => {
            ImportError::Name(db.message().to_owned())
        }
        _ => error.into(),
    }
}
