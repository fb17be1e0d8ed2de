//! Households of a test city, made behind the services so that a test of another area can begin with
//! them. Figures are counted as the services would.

use schema::id::HouseholdId;
use uuid::Uuid;

use crate::place::Place;

impl Place {
    /// A household of this union whose head has this name: being helped, without a cadre.
    pub async fn household(&self, head: &str) -> HouseholdId {
        let id = Uuid::now_v7();
        let mut conn = self.city.owner().await;
        let surname = head.chars().next().expect("a name");
        sqlx::query(
            "INSERT INTO household (id, union_id, union_path, file_number, kind, status, masked_name, hukou, housing,
                 population, labour_force, income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file,
                 single_parent_female_worker, registered_on, created_at, updated_at)
             VALUES ($1, $2, $3, $4, 'LINKED', 'ACTIVE', $5, 'RURAL', 'SELF_BUILT', 3, 1, 600000, 200000, 'ILLNESS',
                 '{}', '{}', 'RELATIVE', 'NONE', false, ($6 AT TIME ZONE 'Asia/Shanghai')::date, $6, $6)",
        )
        .bind(id)
        .bind(self.id.uuid())
        .bind(&self.path)
        .bind(id.simple().to_string())
        .bind(format!("{surname}**"))
        .bind(self.city.now())
        .execute(&mut conn)
        .await
        .expect("a household");
        sqlx::query(
            "INSERT INTO household_private (household_id, union_id, union_path, head_name, search, address)
             VALUES ($1, $2, $3, $4, $4, '幸福路 1 号')",
        )
        .bind(id)
        .bind(self.id.uuid())
        .bind(&self.path)
        .bind(head)
        .execute(&mut conn)
        .await
        .expect("a household's private facts");
        let cells = [
            ("HOUSEHOLDS", "", ""),
            ("HOUSEHOLDS", "STATUS", "ACTIVE"),
            ("HOUSEHOLDS", "KIND", "LINKED"),
            ("HOUSEHOLDS", "CAUSE", "ILLNESS"),
            ("HOUSEHOLDS", "TIER", "RELATIVE"),
            ("HOUSEHOLDS", "NEEDY_FILE", "NONE"),
            ("UNPAIRED_HOUSEHOLDS", "", ""),
        ];
        self.city.count(self.id.uuid(), &self.path, &cells).await;
        id.into()
    }

    /// Several such households, named 户0, 户1 ….
    pub async fn households(&self, count: usize) -> Vec<HouseholdId> {
        let mut ids = Vec::with_capacity(count);
        for number in 0..count {
            ids.push(self.household(&format!("户{number}")).await);
        }
        ids
    }
}
