-- Bank statements of the demo city: the month before last is settled, and the last one waits to be matched. The lines are what the
-- ledger moved, a day or two later, with a charge and interest that it has not.
CREATE FUNCTION pg_temp.moved(of_union uuid) RETURNS TABLE (id uuid, on_day date, fen bigint, words text, party text, batch text) LANGUAGE sql AS $$
    SELECT t.id, t.on_day, CASE WHEN t.kind IN ('INCOME', 'ALLOCATION_RECEIVED') THEN t.amount_fen ELSE -t.amount_fen END,
        concat_ws(' ', CASE t.kind WHEN 'INCOME' THEN '来账' ELSE '转账' END, t.purpose, t.document),
        CASE t.kind WHEN 'INCOME' THEN CASE f.source WHEN 'DONATION' THEN '爱心企业' ELSE '财政局' END WHEN 'ALLOCATION_RECEIVED' THEN g.name ELSE r.name END,
        CASE WHEN t.document LIKE '%批%' THEN t.document ELSE t.id::text END
    FROM fund_transaction t
    LEFT JOIN LATERAL (SELECT source FROM fund_entry e JOIN fund_account c ON c.id = e.account_id JOIN fund ON fund.id = c.fund_id
                       WHERE e.transaction_id = t.id LIMIT 1) AS f ON true
    LEFT JOIN fund_allocation a ON a.id = t.source_id LEFT JOIN unions g ON g.id = a.union_id LEFT JOIN unions r ON r.id = a.to_union_id
    WHERE t.union_id = of_union AND t.kind IN ('INCOME', 'ALLOCATION_RECEIVED', 'ALLOCATION_ISSUED')
$$;

-- Donations of a month: one, two that the bank has as one, and a cheque that the bank has not yet.
CREATE FUNCTION pg_temp.donated(of_union uuid, called text, of_month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    fund  uuid := pg_temp.found_fund(of_union, called, 'DONATION', '{}', '捐字〔' || to_char(of_month, 'YYYY') || '〕9号', 3600000, of_month + 6);
    year  integer := extract(year FROM of_month);
    until date := (of_month + interval '1 month')::date;
    gift  record;
BEGIN
    FOR gift IN
        SELECT * FROM (VALUES (1, of_month + 13, 1250000, '助学义捐', '捐批〔' || year || '〕2号'), (2, of_month + 13, 830000, '敬老义捐', '捐批〔' || year || '〕2号'),
            (3, until - 1, 500000, '企业捐款（支票未进账）', NULL)) AS g (n, on_day, fen, why, paper)
    LOOP
        PERFORM post_funds(of_union, 'INCOME', gift.on_day, gift.on_day + time '03:00' + gift.n * interval '1 second', gift.fen, gift.why, gift.paper, NULL, NULL,
            'income:' || fund || gift.n, jsonb_build_array(
                jsonb_build_object('fund_id', fund, 'year', year, 'kind', 'INCOME', 'amount_fen', -gift.fen),
                jsonb_build_object('fund_id', fund, 'year', year, 'kind', 'AVAILABLE', 'amount_fen', gift.fen)));
    END LOOP;
END
$$;

-- Brings the statement of a month in: what the ledger moved in it, and what it did not; answers the month.
CREATE FUNCTION pg_temp.bring_in(of_union uuid, of_month date, before bigint) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    until     date := (of_month + interval '1 month')::date;
    m         uuid := time_id(until + time '01:00');
    statement uuid := time_id(until + time '01:01');
    place     text := (SELECT path FROM unions WHERE id = of_union);
BEGIN
    INSERT INTO bank_month (id, union_id, union_path, month, state, created_at) VALUES (m, of_union, place, of_month, 'OPEN', until + time '01:00');
    INSERT INTO bank_statement (id, union_id, union_path, month, account, created_at)
    VALUES (statement, of_union, place, of_month, '农行帮扶专户 0012', until + time '01:00');
    INSERT INTO bank_line (id, statement_id, union_id, union_path, month, day, amount_fen, balance_fen, summary, party, party_tail, serial, key)
    SELECT time_id(until + time '01:02' + n * interval '1 second'), statement, of_union, place, of_month, day, fen,
        before + sum(fen) OVER (ORDER BY n), words, party, CASE WHEN party IS NOT NULL THEN lpad((n * 37 % 10000)::text, 4, '0') END,
        to_char(of_month, 'YYYYMM') || lpad(n::text, 6, '0'), 'demo' || n
    FROM (SELECT row_number() OVER (ORDER BY day, fen) AS n, * FROM (
        SELECT least(on_day + 1, until - 1) AS day, sum(fen)::bigint AS fen, min(words) AS words, min(party) AS party FROM pg_temp.moved(of_union)
        WHERE on_day >= of_month AND on_day < until AND words NOT LIKE '%未进账%' GROUP BY on_day, batch
        UNION ALL VALUES (until - 10, -2500::bigint, '账户管理费', NULL::text), (until - 9, 31860::bigint, '结息', NULL)) AS one) AS lines;
    UPDATE bank_statement s SET closing_fen = before + (SELECT sum(amount_fen) FROM bank_line l WHERE l.statement_id = s.id) WHERE s.id = statement;
    RETURN m;
END
$$;

DO $$
DECLARE
    last     date := (date_trunc('month', date '{today}') - interval '1 month')::date;
    previous date := (date_trunc('month', date '{today}') - interval '2 months')::date;
    of_union record;
    m        uuid;
    before   bigint;
    held     bigint;
BEGIN
    FOR of_union IN
        SELECT id, path FROM unions WHERE parent_id IS NULL OR level = 'COUNTY' AND name LIKE '%兰山区%'
    LOOP
        before := coalesce((SELECT sum(fen) FROM pg_temp.moved(of_union.id) WHERE on_day < previous), 0);
        m := pg_temp.bring_in(of_union.id, previous, before);
        PERFORM pg_temp.act_as(of_union.id, 'FINANCE');
        INSERT INTO bank_match (line_id, union_id, union_path, month, matched_by, matcher_id, matched_at)
        SELECT l.id, l.union_id, l.union_path, l.month, current_setting('lianxin.staff')::uuid, current_setting('lianxin.person')::uuid, last + time '02:00'
        FROM bank_line l WHERE l.union_id = of_union.id AND l.month = previous AND l.summary NOT IN ('账户管理费', '结息');
        INSERT INTO bank_match_item (transaction_id, line_id, union_id, union_path, month, amount_fen)
        SELECT t.id, l.id, l.union_id, l.union_path, l.month, l.amount_fen
        FROM (SELECT *, row_number() OVER (PARTITION BY amount_fen ORDER BY day, id) AS n FROM bank_line
              WHERE union_id = of_union.id AND month = previous AND summary NOT IN ('账户管理费', '结息')) AS l
        JOIN (SELECT *, row_number() OVER (PARTITION BY fen ORDER BY on_day, id) AS n FROM pg_temp.moved(of_union.id)
              WHERE on_day >= previous AND on_day < last) AS t ON t.fen = l.amount_fen AND t.n = l.n;
        UPDATE bank_line SET note = CASE summary WHEN '结息' THEN '利息待下月登记入账' ELSE '手续费由行政经费承担' END,
            noted_by = current_setting('lianxin.staff')::uuid, noter_id = current_setting('lianxin.person')::uuid
        WHERE union_id = of_union.id AND month = previous AND summary IN ('账户管理费', '结息');
        UPDATE bank_month b SET lines = c.lines, matched = c.lines - 2, explained = 2, version = 2
        FROM (SELECT count(*)::int AS lines FROM bank_line WHERE union_id = of_union.id AND month = previous) AS c WHERE b.id = m;
        held := (SELECT closing_fen FROM bank_statement WHERE union_id = of_union.id AND month = previous);
        PERFORM pg_temp.act_as(of_union.id, 'ADMIN');
        PERFORM settle_bank_month(m, 2, last + 1 + time '02:00', jsonb_build_object('books', held - 29360, 'opening', 0, 'bank_in', 31860,
            'bank_out', 2500, 'bank', held, 'books_in', 0, 'books_out', 0), '利息和手续费为未达账项');
        PERFORM pg_temp.donated(of_union.id, CASE WHEN of_union.path LIKE '%.%.%' THEN '区爱心捐助' ELSE '社会爱心捐助' END, last);
        m := pg_temp.bring_in(of_union.id, last, held);
        UPDATE bank_month b SET lines = c.lines, open = c.lines
        FROM (SELECT count(*)::int AS lines FROM bank_line WHERE union_id = of_union.id AND month = last) AS c WHERE b.id = m;
    END LOOP;
END
$$;

-- What the application would have written into the trails.
INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind, subject_id, summary)
SELECT time_id(t.posted_at), t.union_id, t.union_path, t.posted_at, s.person_id, s.id, s.union_id, 'POSTED', 'fundtransaction', t.id, '专项资金记账 ' || t.purpose
FROM fund_transaction t JOIN staff s ON s.id = t.posted_by;
INSERT INTO audit_entry (id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind, subject_id, summary)
SELECT time_id(m.settled_at), m.union_id, m.union_path, m.settled_at, s.person_id, s.id, s.union_id, 'DECIDED', 'bankmonth', m.id,
    to_char(m.month, 'FMYYYY年FMMM月') || '银行对账：对账完成'
FROM bank_month m JOIN staff s ON s.id = m.settled_by;
-- Nobody acts any more.
SELECT set_config('lianxin.unions', '', true), set_config('lianxin.path', '', true), set_config('lianxin.staff', '', true), set_config('lianxin.person', '', true);
