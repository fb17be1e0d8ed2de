-- Files of needy workers in the pilot county, on every stage of their way.
DO $$
DECLARE
    today     date := '{today}';
    this      integer := extract(year FROM today);
    lanshan   unions;
    standard  programme;
    family    record;
    -- whose notice was long ago, and whose hangs
    earlier   uuid[] := '{}';
    now_on    uuid[] := '{}';
    one       uuid;
    day       date;
BEGIN
    SELECT * INTO STRICT lanshan FROM unions WHERE level = 'COUNTY' AND name LIKE '%兰山区%';
    SELECT * INTO STRICT standard FROM programme WHERE kind = 'NEEDY_FILE' AND year = this;
    -- Families without a file and with a cadre of their own union.
    FOR family IN
        SELECT h.id, h.union_id, h.union_path, h.tier, h.main_cause, h.masked_name, p.head_name, s.id AS cadre,
               row_number() OVER (ORDER BY h.id) AS number
        FROM household h
        JOIN household_private p ON p.household_id = h.id
        JOIN staff s ON s.id = h.cadre_id AND s.union_id = h.union_id AND s.person_id IS NOT NULL
        WHERE starts_with(h.union_path, lanshan.path) AND h.union_path <> lanshan.path AND h.status = 'ACTIVE' AND h.needy_file = 'NONE'
        ORDER BY h.id LIMIT 9
    LOOP
        day := CASE WHEN family.number <= 4 THEN today - 40 ELSE today - 4 END;
        one := time_id(day + time '03:00');
        PERFORM pg_temp.act_as_post(family.cadre);
        INSERT INTO aid_application (id, union_id, union_path, household_id, programme_id, kind, year, tier, cause, masked_name,
            papers, state, desk_id, decider_id, created_by, created_at)
        SELECT one, family.union_id, family.union_path, family.id, standard.id, standard.kind, standard.year, family.tier, family.main_cause,
            family.masked_name, CASE family.number WHEN 9 THEN '{建档申请表,入户调查表}'::text[] ELSE '{建档申请表,入户调查表,家庭经济状况核对报告}' END, 'DRAFT', family.union_id, lanshan.id, family.cadre, day + time '03:00';
        INSERT INTO aid_application_private (application_id, household_id, union_id, union_path, decider_id, stage, beneficiary, notice_name, reason)
        VALUES (one, family.id, family.union_id, family.union_path, lanshan.id, 'OPEN', family.head_name,
            overlay(family.head_name PLACING '*' FROM 2 FOR 1), '家庭负担重，收入低（演示数据）');
        CONTINUE WHEN family.number = 9;
        PERFORM step_aid(ARRAY [one], ARRAY [1], 'SUBMIT', day, day + time '03:30', NULL, (
            SELECT jsonb_build_array(jsonb_build_object('roles', '[]'::jsonb, 'edition_id', e.id, 'tier', family.tier, 'cause', family.main_cause,
                'findings', '[]'::jsonb))
            FROM programme_edition e WHERE e.programme_id = standard.id AND e.edition = standard.edition));
        CONTINUE WHEN family.number = 8;
        PERFORM pg_temp.act_as(lanshan.id, 'CADRE');
        PERFORM step_aid(ARRAY [one], ARRAY [2], 'PASS', day + 1, day + 1 + time '03:00', NULL, '[{"roles": []}]');
        IF family.number <= 4 THEN
            earlier := earlier || one;
        ELSIF family.number <= 6 THEN
            now_on := now_on || one;
        END IF;
    END LOOP;
    -- Of a few households only there may be none.
    IF cardinality(earlier) = 0 THEN
        RETURN;
    END IF;
    PERFORM pg_temp.act_as(lanshan.id, 'CADRE');
    PERFORM post_notice(time_id(today - 38 + time '04:00'), earlier, array_fill(3, ARRAY [cardinality(earlier)]),
        this || '年困难职工建档公示（第一批）', '公示期间如有异议，请向兰山区总工会反映。', '0539-8312345', 5, today - 28, today - 38,
        today - 38 + time '04:00');
    IF cardinality(now_on) > 0 THEN
        PERFORM post_notice(time_id(today - 1 + time '04:00'), now_on, array_fill(3, ARRAY [cardinality(now_on)]),
            this || '年困难职工建档公示（第二批）', '公示期间如有异议，请向兰山区总工会反映。', '0539-8312345', 5, today + 8, today - 1,
            today - 1 + time '04:00');
    END IF;
    PERFORM pg_temp.act_as(lanshan.id, 'ADMIN');
    PERFORM step_aid(ARRAY [id], ARRAY [4], 'FILE', today - 25, today - 25 + time '02:00', NULL, '[{}]')
    FROM aid_application WHERE id = ANY (earlier);
    -- Two are to end: one is relieved already.
    FOREACH one IN ARRAY earlier [3:4] LOOP
        PERFORM pg_temp.act_as_post(created_by) FROM aid_application WHERE id = one;
        PERFORM step_aid(ARRAY [one], ARRAY [5], 'PROPOSE_END', today - 6, today - 6 + time '02:00', '子女已就业，家庭收入稳定',
            '[{"ending": "RELIEVED"}]');
    END LOOP;
    FOREACH one IN ARRAY earlier [4:4] LOOP
        PERFORM pg_temp.act_as(lanshan.id, 'ADMIN');
        PERFORM step_aid(ARRAY [one], ARRAY [6], 'END', today - 5, today - 5 + time '02:00', NULL,
            jsonb_build_array(jsonb_build_object('followed_until', today + 360)));
    END LOOP;
END
$$;

-- What the application would have written into the trails.
INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind, subject_id, summary)
SELECT time_id(t.posted_at), t.union_id, t.union_path, t.posted_at, s.person_id, s.id, s.union_id, 'POSTED', 'fundtransaction', t.id, '专项资金记账 ' || t.purpose
FROM fund_transaction t JOIN staff s ON s.id = t.posted_by WHERE t.source_kind = 'aidapplication';
INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind, subject_id, summary)
SELECT time_id(e.at), e.union_id, e.union_path, e.at, s.person_id, s.id, s.union_id, 'DECIDED', 'aidapplication', e.application_id, CASE a.kind WHEN 'NEEDY_FILE' THEN '建档申请 ' ELSE '救助申请 ' END || a.number
FROM aid_event e JOIN aid_application a ON a.id = e.application_id JOIN staff s ON s.id = e.staff_id;
-- Nobody acts any more.
SELECT set_config('lianxin.unions', '', true), set_config('lianxin.path', '', true), set_config('lianxin.staff', '', true), set_config('lianxin.person', '', true);
