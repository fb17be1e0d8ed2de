//! The tables that the demo city fills, in the order of their foreign keys.

use sqlx::PgConnection;

use super::bulk::Rows;

macro_rules! tables {
    ($($(#[$meta:meta])* $table:ident: $columns:literal,)+) => {
        /// Rows on their way, by table.
        #[derive(Debug)]
        pub(super) struct Tables {
            $($(#[$meta])* pub(super) $table: Rows,)+
        }

        impl Tables {
            /// Every table of the demo.
            pub(super) const NAMES: &[&str] = &[$(stringify!($table)),+];

            pub(super) const fn new() -> Self {
                Self { $($table: Rows::new(stringify!($table), $columns),)+ }
            }

            pub(super) async fn send(&mut self, conn: &mut PgConnection) -> sqlx::Result<()> {
                $(self.$table.send(conn).await?;)+
                Ok(())
            }
        }
    };
}

tables! {
    unions: "id, path, parent_id, level, state, name, short_name, search, credit_code, division_code, household_kind, member_count, migrant_member_count",
    stewardship: "id, union_id, union_path, steward_id, begins_on, reason",
    person: "id, login, name, password_hash",
    staff: "id, union_id, union_path, person_id, name, title, employment, state, phone, roles, search",
    household: "id, union_id, union_path, file_number, kind, status, close_reason, masked_name, division_code, hukou, housing, population, labour_force, income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, consent_on, consent_form, cadre_id, registered_on, created_at, updated_at",
    household_private: "household_id, union_id, union_path, head_name, search, address, note",
    member: "id, household_id, union_id, union_path, position, masked_name, masked_id_number, sex, birth_year, relation, education, school_level, migrant_worker, contract_signed, social_insurance, union_member, wish",
    member_private: "member_id, household_id, union_id, union_path, name, id_number, id_number_digest, phone, phone_digest, birth_date, ethnicity, health, school, grade, employer, work_place, trade, wage_fen, current",
    household_change: "id, household_id, union_id, union_path, at, staff_id, kind, fields",
    pairing: "id, union_id, union_path, household_id, cadre_id, slot, started_on, ended_on, end_reason",
    visit: "id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs, recorded_at, created_at",
    visit_private: "visit_id, household_id, union_id, union_path, place, met_whom, observed, claims",
    measure: "id, union_id, union_path, household_id, visit_id, cadre_id, need, promised_on, due_on, state, proof, done_on",
    measure_private: "measure_id, household_id, union_id, union_path, text, family_code, proof_note, drop_reason",
}
