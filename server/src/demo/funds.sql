-- Dedicated funds of the demo city, booked as everybody books them: by the functions of the ledger, in the
-- name of the finance officers and chairs of the unions.
CREATE FUNCTION pg_temp.act_as(of_union uuid, of_role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    post record;
BEGIN
    SELECT s.id, s.person_id, s.union_path INTO STRICT post FROM staff s
    WHERE s.union_id = of_union AND s.state = 'ACTIVE' AND of_role = ANY (s.roles) ORDER BY s.id LIMIT 1;
    PERFORM set_config('lianxin.unions', of_union::text, true), set_config('lianxin.path', post.union_path, true),
            set_config('lianxin.staff', post.id::text, true), set_config('lianxin.person', post.person_id::text, true);
END
$$;

CREATE FUNCTION pg_temp.found_fund(of_union uuid, called text, of_source text, what_for text[], paper text, fen bigint, on_day date)
RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    fund uuid := time_id(on_day + time '01:00');
    year integer := extract(year FROM on_day);
BEGIN
    INSERT INTO fund (id, union_id, union_path, name, source, year, programmes, document_number, created_at)
    SELECT fund, id, path, called, of_source, year, what_for, paper, on_day + time '01:00' FROM unions WHERE id = of_union;
    PERFORM pg_temp.act_as(of_union, 'FINANCE');
    PERFORM post_funds(of_union, 'INCOME', on_day, on_day + time '02:00', fen, called || '到账', paper, NULL, NULL, 'income:' || fund,
        jsonb_build_array(
            jsonb_build_object('fund_id', fund, 'year', year, 'kind', 'INCOME', 'amount_fen', -fen),
            jsonb_build_object('fund_id', fund, 'year', year, 'kind', 'AVAILABLE', 'amount_fen', fen)));
    RETURN fund;
END
$$;

-- An allocation as far as its state says.
CREATE FUNCTION pg_temp.allocate(of_fund uuid, to_union uuid, what_for text, fen bigint, paper text, why text, on_day date, until text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    a    uuid := time_id(on_day + time '01:30');
    giver uuid := (SELECT union_id FROM fund WHERE id = of_fund);
BEGIN
    PERFORM pg_temp.act_as(giver, 'FINANCE');
    INSERT INTO fund_allocation (id, union_id, union_path, to_union_id, to_union_path, kind, state, fund_id, year, programme, amount_fen,
            document_number, purpose, proposed_by, proposer_id, proposed_at)
    SELECT a, g.id, g.path, t.id, t.path, 'ALLOCATION', 'PROPOSED', of_fund, extract(year FROM on_day), what_for, fen, paper, why,
           current_setting('lianxin.staff')::uuid, current_setting('lianxin.person')::uuid, on_day + time '01:30'
    FROM unions g, unions t WHERE g.id = giver AND t.id = to_union;
    IF until = 'PROPOSED' THEN
        RETURN;
    END IF;
    PERFORM pg_temp.act_as(giver, 'ADMIN');
    PERFORM step_allocation(a, 1, 'ISSUE', on_day, on_day + time '02:00', NULL);
    IF until = 'ISSUED' THEN
        RETURN;
    END IF;
    PERFORM pg_temp.act_as(to_union, 'FINANCE');
    PERFORM step_allocation(a, 2, 'RECEIVE', on_day + 1, on_day + 1 + time '01:00', NULL);
END
$$;

CREATE FUNCTION pg_temp.budget(of_union uuid, of_lines jsonb, on_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    b    uuid := time_id(on_day + time '01:00');
    year integer := extract(year FROM on_day);
BEGIN
    PERFORM pg_temp.act_as(of_union, 'FINANCE');
    INSERT INTO fund_budget (id, union_id, union_path, year, number, state, lines, submitted_by, submitter_id, submitted_at, created_at)
    SELECT b, id, path, year, 1, 'SUBMITTED', of_lines, current_setting('lianxin.staff')::uuid, current_setting('lianxin.person')::uuid,
           on_day + time '02:00', on_day + time '01:00' FROM unions WHERE id = of_union;
    PERFORM pg_temp.act_as(of_union, 'ADMIN');
    UPDATE fund_budget SET state = 'APPROVED', decided_by = current_setting('lianxin.staff')::uuid,
        decider_id = current_setting('lianxin.person')::uuid, decided_at = on_day + 1 + time '02:00', version = 3 WHERE id = b;
    PERFORM post_funds(of_union, 'BUDGET', on_day + 1, on_day + 1 + time '02:00', (SELECT sum(value::bigint)::bigint FROM jsonb_each_text(of_lines)),
        year || '年度预算第 1 版', NULL, 'fundbudget', b, 'budget:' || b, (
            SELECT jsonb_agg(line) FROM jsonb_each_text(of_lines) AS l CROSS JOIN LATERAL (VALUES
                (jsonb_build_object('year', year, 'programme', l.key, 'kind', 'BUDGET', 'amount_fen', -l.value::bigint)),
                (jsonb_build_object('year', year, 'programme', l.key, 'kind', 'BUDGET_FREE', 'amount_fen', l.value::bigint))) AS v (line)));
END
$$;

DO $$
DECLARE
    today   date := '{today}';
    -- the year's days so far, so that nothing lies before it
    past    integer := extract(doy FROM today) - 1;
    city    uuid := (SELECT id FROM unions WHERE parent_id IS NULL);
    lanshan uuid := (SELECT id FROM unions WHERE level = 'COUNTY' AND name LIKE '%兰山区%');
    this    integer := extract(year FROM today);
    dues    uuid;
    state   uuid;
    gift    uuid;
    county  record;
BEGIN
    INSERT INTO fund_dues (id, union_id, union_path, year, base_fen, rate, document_number)
    SELECT time_id(today - past + time '01:00'), id, path, this, 2400000000, 500, '临会发〔' || this || '〕3号' FROM unions WHERE id = city;
    dues := pg_temp.found_fund(city, '工会经费提取', 'UNION_DUES', '{}', '临会发〔' || this || '〕3号', 100000000, today - past * 9 / 10);
    state := pg_temp.found_fund(city, '地方财政农民工帮扶资金', 'GOVERNMENT', '{}', '临财行指〔' || this || '〕18号', 260000000, today - past * 8 / 10);
    gift := pg_temp.found_fund(city, '爱心企业助学捐款', 'DONATION', '{SCHOOL_AID,COLLEGE_AID}', '捐字〔' || this || '〕1号', 40000000, today - past * 7 / 10);
    PERFORM pg_temp.budget(city, '{"LIVING_RELIEF": 30000000, "MEDICAL_AID": 30000000, "WARMTH": 20000000, "TRAINING": 15000000}', today - past * 7 / 10);
    FOR county IN
        SELECT id, row_number() OVER (ORDER BY path) AS number, count(*) OVER () AS counties FROM unions
        WHERE level = 'COUNTY' AND parent_id = city ORDER BY path
    LOOP
        PERFORM pg_temp.allocate(state, county.id, NULL, 9000000 + county.number * 700000, '临会发〔' || this || '〕20号',
            this || '年农民工帮扶资金', today - past / 2, 'RECEIVED');
        -- The last two of the second payment have not confirmed it, the last but two is still to be issued.
        PERFORM pg_temp.allocate(dues, county.id, 'LIVING_RELIEF', 2000000 + county.number * 100000, '临会发〔' || this || '〕41号',
            '第三季度生活救助', today - least(past, 5), CASE WHEN county.id = lanshan OR county.number = county.counties THEN 'ISSUED'
                WHEN county.number = county.counties - 1 THEN 'PROPOSED' ELSE 'RECEIVED' END);
        PERFORM pg_temp.budget(county.id, '{"LIVING_RELIEF": 5000000, "MEDICAL_AID": 2000000, "SCHOOL_AID": 1500000, "COLLEGE_AID": 2000000}',
            today - past / 3);
    END LOOP;
    PERFORM pg_temp.allocate(gift, lanshan, 'COLLEGE_AID', 5000000, '临会发〔' || this || '〕35号', '金秋助学专项', today - past / 4, 'RECEIVED');
END
$$;
