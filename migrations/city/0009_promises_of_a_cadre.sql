-- A cadre's promises by the day they are due, kept ones included: "my measures" whatever their state.
CREATE INDEX measure_cadre ON measure (cadre_id, due_on, id);
