-- Applications for aid of the demo city's pilot county, on every stage of their way, taken there as everybody
-- takes them: by the functions of the steps.
CREATE FUNCTION pg_temp.act_as_post(of_post uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    post staff;
BEGIN
    SELECT * INTO STRICT post FROM staff WHERE id = of_post;
    PERFORM set_config('lianxin.unions', post.union_id::text, true), set_config('lianxin.path', post.union_path, true),
            set_config('lianxin.staff', post.id::text, true), set_config('lianxin.person', post.person_id::text, true);
END
$$;

DO $$
DECLARE
    today   date := '{today}';
    this    integer := extract(year FROM today);
    lanshan unions;
    money   uuid;
    aid     programme;
    family  record;
    posted  uuid[];
    -- whose notice was long ago, and whose hangs
    earlier uuid[] := '{}';
    now_on  uuid[] := '{}';
    many    integer;
    paid    integer;
    batch   uuid;
    one     uuid;
    day     date;
BEGIN
    SELECT * INTO STRICT lanshan FROM unions WHERE level = 'COUNTY' AND name LIKE '%兰山区%';
    SELECT * INTO STRICT aid FROM programme WHERE kind = 'LIVING_RELIEF' AND year = this;
    SELECT a.fund_id INTO money FROM fund_account a WHERE a.union_id = lanshan.id AND a.kind = 'AVAILABLE' AND a.programme IS NULL AND a.year = this
    ORDER BY a.balance_fen DESC LIMIT 1;
    -- Families with a file and a cadre of their own union.
    FOR family IN
        SELECT h.id, h.union_id, h.union_path, h.tier, h.main_cause, h.masked_name, p.head_name, s.id AS cadre, s.person_id,
               row_number() OVER (ORDER BY h.id) AS number, least(count(*) OVER (), 14) AS families
        FROM household h
        JOIN household_private p ON p.household_id = h.id
        JOIN staff s ON s.id = h.cadre_id AND s.union_id = h.union_id AND s.person_id IS NOT NULL
        WHERE starts_with(h.union_path, lanshan.path) AND h.union_path <> lanshan.path AND h.status = 'ACTIVE' AND h.needy_file = 'FILED'
        ORDER BY h.id LIMIT 14
    LOOP
        one := time_id(today - 30 + time '01:00');
        day := CASE WHEN family.number <= family.families / 2 THEN today - 30 ELSE today - 3 END;
        PERFORM pg_temp.act_as_post(family.cadre);
        INSERT INTO aid_application (id, union_id, union_path, household_id, programme_id, kind, year, tier, cause, masked_name,
            papers, asked_fen, state, desk_id, decider_id, created_by, created_at)
        SELECT one, family.union_id, family.union_path, family.id, aid.id, aid.kind, aid.year, family.tier, family.main_cause, family.masked_name,
            '{困难证明}', CASE family.tier WHEN 'DEEP' THEN 200000 ELSE 150000 END, 'DRAFT', family.union_id, lanshan.id, family.cadre, day + time '01:00';
        INSERT INTO aid_application_private (application_id, household_id, union_id, union_path, decider_id, stage, beneficiary, notice_name, reason, payee, bank)
        VALUES (one, family.id, family.union_id, family.union_path, lanshan.id, 'OPEN', family.head_name,
            overlay(family.head_name PLACING '*' FROM 2 FOR 1), '家庭刚性支出较大，生活困难（演示数据）', family.head_name, '临商银行');
        CONTINUE WHEN family.number = family.families;
        PERFORM step_aid(ARRAY [one], ARRAY [1], 'SUBMIT', day, day + time '01:30', NULL, (
            SELECT jsonb_build_array(jsonb_build_object('roles', '[]'::jsonb, 'edition_id', e.id, 'tier', family.tier, 'cause', family.main_cause,
                'findings', '[]'::jsonb))
            FROM programme_edition e WHERE e.programme_id = aid.id AND e.edition = aid.edition));
        CONTINUE WHEN family.number > family.families * 3 / 4;
        PERFORM pg_temp.act_as(lanshan.id, 'CADRE');
        PERFORM step_aid(ARRAY [one], ARRAY [2], 'PASS', day + 1, day + 1 + time '01:00', NULL, '[{"roles": []}]');
        CONTINUE WHEN family.number = 10;
        IF family.number <= family.families / 2 THEN
            earlier := earlier || one;
        ELSE
            now_on := now_on || one;
        END IF;
    END LOOP;
    -- Of a few households only there may be none.
    many := cardinality(earlier);
    IF many = 0 THEN
        RETURN;
    END IF;
    PERFORM pg_temp.act_as(lanshan.id, 'CADRE');
    PERFORM post_notice(time_id(today - 28 + time '02:00'), earlier, array_fill(3, ARRAY [many]), this || '年生活救助拟救助对象公示（第一批）',
        '公示期间如有异议，请向兰山区总工会反映。', '0539-8312345', 5, today - 18, today - 28, today - 28 + time '02:00');
    IF cardinality(now_on) > 0 THEN
        PERFORM post_notice(time_id(today - 1 + time '02:00'), now_on, array_fill(3, ARRAY [cardinality(now_on)]), this || '年生活救助拟救助对象公示（第二批）',
            '公示期间如有异议，请向兰山区总工会反映。', '0539-8312345', 5, today + 8, today - 1, today - 1 + time '02:00');
    END IF;
    PERFORM pg_temp.act_as(lanshan.id, 'ADMIN');
    PERFORM step_aid(ARRAY [id], ARRAY [4], 'APPROVE', today - 15, today - 15 + time '02:00', NULL,
        jsonb_build_array(jsonb_build_object('fund_id', money, 'year', this, 'granted_fen', asked_fen)))
    FROM aid_application WHERE id = ANY (earlier);
    -- Half of them were paid and one confirmed it, a few are with the bank, the others are still to be paid.
    PERFORM pg_temp.act_as(lanshan.id, 'FINANCE');
    batch := time_id(today - 12 + time '02:00');
    paid := greatest(many / 2, 1);
    PERFORM pay_aid(batch, earlier [1:paid], array_fill(5, ARRAY [paid]), 'BANK', today - 12, today - 12 + time '02:00', '记字第12号', NULL);
    PERFORM settle_aid(batch, 1, '[]', today - 11, today - 11 + time '02:00');
    IF many >= 4 THEN
        PERFORM pay_aid(time_id(today - 2 + time '02:00'), earlier [paid + 1:paid + many / 4], array_fill(5, ARRAY [many / 4]), 'BANK', today - 2,
            today - 2 + time '02:00', '记字第31号', NULL);
    END IF;
    FOREACH one IN ARRAY earlier [1:1] LOOP
        PERFORM pg_temp.act_as_post(created_by) FROM aid_application WHERE id = one;
        PERFORM step_aid(ARRAY [one], ARRAY [7], 'CONFIRM', today - 9, today - 9 + time '02:00', NULL, '[{}]');
    END LOOP;
END
$$;
