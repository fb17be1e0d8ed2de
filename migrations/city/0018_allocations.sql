-- How money goes down the tree and back up (下拨、退回), the budgets it is spent by, what of the dues is
-- set apart for it, and the closing of a year.

-- One amount from one union to another: down to any union below, or back up (RETURN). It is in transit
-- until the other side says that it came, and until then may be recalled.
CREATE TABLE fund_allocation (
    id              uuid PRIMARY KEY,
    -- whose money it is until it is received
    union_id        uuid NOT NULL,
    union_path      text COLLATE "C" NOT NULL,
    to_union_id     uuid NOT NULL CHECK (to_union_id <> union_id),
    to_union_path   text COLLATE "C" NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('ALLOCATION','RETURN')),
    state           text NOT NULL CHECK (state IN ('PROPOSED','ISSUED','RECEIVED','REFUSED','RECALLED','CANCELLED')),
    fund_id         uuid NOT NULL REFERENCES fund (id),
    year            smallint NOT NULL,
    -- what it is for; the receiver decides where nothing is named
    programme       text,
    amount_fen      bigint NOT NULL CHECK (amount_fen > 0),
    document_number text,
    purpose         text NOT NULL,
    -- to be spent by this day
    spend_by        date,
    proposed_by     uuid NOT NULL REFERENCES staff (id),
    proposer_id     uuid NOT NULL,
    proposed_at     timestamptz NOT NULL,
    issued_by       uuid REFERENCES staff (id),
    issuer_id       uuid,
    issued_at       timestamptz,
    -- who received, refused, recalled or cancelled it, and why
    settled_by      uuid REFERENCES staff (id),
    settled_at      timestamptz,
    answer          text,
    version         integer NOT NULL DEFAULT 1,
    CONSTRAINT fund_allocation_union_id_union_path_fkey
        FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CONSTRAINT fund_allocation_to_union_id_union_path_fkey
        FOREIGN KEY (to_union_id, to_union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state IN ('PROPOSED','CANCELLED')) = (issued_at IS NULL)),
    CHECK ((state IN ('PROPOSED','ISSUED')) = (settled_at IS NULL)),
    -- nobody issues what they proposed
    CONSTRAINT fund_allocation_four_eyes CHECK (issuer_id IS DISTINCT FROM proposer_id)
);
CREATE INDEX fund_allocation_from ON fund_allocation (union_id, id);
CREATE INDEX fund_allocation_to ON fund_allocation (to_union_id, id);
CREATE INDEX fund_allocation_tenant ON fund_allocation (union_path, id);
CREATE INDEX fund_allocation_to_tenant ON fund_allocation (to_union_path, id);
CREATE INDEX fund_allocation_fund ON fund_allocation (fund_id);
CREATE INDEX fund_allocation_open ON fund_allocation (to_union_id, union_id) WHERE state = 'ISSUED';
-- Both sides read it and the unions above either; a proposal is the own union's.
CALL protect('fund_allocation',
    isolation_rule('subtree') || ' OR state NOT IN (''PROPOSED'',''CANCELLED'') AND '
        || replace(isolation_rule('subtree'), 'union_path', 'to_union_path'),
    isolation_rule('own') || ' AND state = ''PROPOSED''');
-- Its steps move money and are taken by the function below.
GRANT SELECT, INSERT ON fund_allocation TO lianxin_app;

-- Takes a step of an allocation at the version that was seen, and the money with it. Answers the
-- transactions: that of the books it left, and that of those it came into.
CREATE FUNCTION step_allocation(of_allocation uuid, seen integer, step text, day date, at timestamptz, words text)
RETURNS uuid[] LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own    uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    me     uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    person uuid := nullif(current_setting('lianxin.person', true), '')::uuid;
    a      fund_allocation;
    marked bigint;
    done   uuid[] := '{}';
    once   text;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO a FROM fund_allocation WHERE id = of_allocation FOR NO KEY UPDATE;
    IF (CASE WHEN step IN ('RECEIVE','REFUSE') THEN a.to_union_id ELSE a.union_id END) = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'this step is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF a.version <> seen OR a.state <> (CASE WHEN step IN ('ISSUE','CANCEL') THEN 'PROPOSED' ELSE 'ISSUED' END) THEN
        RAISE EXCEPTION 'the allocation was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    once := 'allocation:' || a.id || ':' || step;
    CASE step
    WHEN 'ISSUE' THEN
        -- What is marked for the programme goes first, then what is for any.
        SELECT least(coalesce(sum(balance_fen), 0), a.amount_fen) INTO marked FROM (
            SELECT balance_fen, programme FROM fund_account
            WHERE id IN (fund_account_id(a.union_id, ROW (a.fund_id, a.year, a.programme, 'AVAILABLE', 0)::fund_posting),
                         fund_account_id(a.union_id, ROW (a.fund_id, a.year, NULL, 'AVAILABLE', 0)::fund_posting))
            ORDER BY programme NULLS FIRST FOR NO KEY UPDATE) AS held
        WHERE programme IS NOT DISTINCT FROM a.programme;
        IF a.programme IS NULL THEN
            marked := 0;
        END IF;
        done := ARRAY [write_fund_transaction(a.union_id, a.kind || '_ISSUED', day, at, a.amount_fen, a.purpose,
            a.document_number, 'fundallocation', a.id, once, NULL, ARRAY [
                ROW (a.fund_id, a.year, a.programme, 'AVAILABLE', -marked)::fund_posting,
                ROW (a.fund_id, a.year, NULL, 'AVAILABLE', marked - a.amount_fen)::fund_posting,
                ROW (a.fund_id, a.year, a.programme, 'IN_TRANSIT', a.amount_fen)::fund_posting])];
        UPDATE fund_allocation SET state = 'ISSUED', issued_by = me, issuer_id = person, issued_at = at, version = version + 1
        WHERE id = a.id;
        RETURN done;
    WHEN 'RECEIVE' THEN
        done := ARRAY [
            write_fund_transaction(a.union_id, a.kind || '_SETTLED', day, at, a.amount_fen, a.purpose,
                a.document_number, 'fundallocation', a.id, once, NULL, ARRAY [
                    ROW (a.fund_id, a.year, a.programme, 'IN_TRANSIT', -a.amount_fen)::fund_posting,
                    ROW (a.fund_id, a.year, a.programme, CASE a.kind WHEN 'RETURN' THEN 'RETURNED' ELSE 'ISSUED' END, a.amount_fen)::fund_posting]),
            -- What comes back is for any programme again.
            write_fund_transaction(a.to_union_id, a.kind || '_RECEIVED', day, at, a.amount_fen, a.purpose,
                a.document_number, 'fundallocation', a.id, once, NULL, CASE a.kind
                WHEN 'RETURN' THEN ARRAY [
                    ROW (a.fund_id, a.year, a.programme, 'TAKEN_BACK', -a.amount_fen)::fund_posting,
                    ROW (a.fund_id, a.year, NULL, 'AVAILABLE', a.amount_fen)::fund_posting]
                ELSE ARRAY [
                    ROW (a.fund_id, a.year, a.programme, 'RECEIVED', -a.amount_fen)::fund_posting,
                    ROW (a.fund_id, a.year, a.programme, 'AVAILABLE', a.amount_fen)::fund_posting] END)];
    WHEN 'REFUSE', 'RECALL' THEN
        done := ARRAY [write_fund_transaction(a.union_id, a.kind || CASE step WHEN 'REFUSE' THEN '_REFUSED' ELSE '_RECALLED' END,
            day, at, a.amount_fen, a.purpose, a.document_number, 'fundallocation', a.id, once, NULL, ARRAY (
                SELECT ROW (c.fund_id, c.year, c.programme, c.kind, -e.amount_fen)::fund_posting
                FROM fund_transaction t JOIN fund_entry e ON e.transaction_id = t.id JOIN fund_account c ON c.id = e.account_id
                WHERE t.union_id = a.union_id AND t.key = 'allocation:' || a.id || ':ISSUE'))];
    WHEN 'CANCEL' THEN
        NULL;
    END CASE;
    UPDATE fund_allocation SET
        state = CASE step WHEN 'RECEIVE' THEN 'RECEIVED' WHEN 'REFUSE' THEN 'REFUSED' WHEN 'RECALL' THEN 'RECALLED' ELSE 'CANCELLED' END,
        settled_by = me, settled_at = at, answer = words, version = version + 1
    WHERE id = a.id;
    RETURN done;
END
$$;
REVOKE ALL ON FUNCTION step_allocation(uuid, integer, text, date, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION step_allocation(uuid, integer, text, date, timestamptz, text) TO lianxin_app;

-- What a union means to spend in a year, by programme. An approved version stays; the next one takes its
-- place, and the ledger moves by the difference.
CREATE TABLE fund_budget (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    year         smallint NOT NULL,
    -- 1 is the first of the year
    number       integer NOT NULL CHECK (number > 0),
    state        text NOT NULL CHECK (state IN ('DRAFT','SUBMITTED','RETURNED','APPROVED')),
    -- amounts in fen by programme
    lines        jsonb NOT NULL,
    note         text,
    submitted_by uuid REFERENCES staff (id),
    submitter_id uuid,
    submitted_at timestamptz,
    decided_by   uuid REFERENCES staff (id),
    decider_id   uuid,
    decided_at   timestamptz,
    answer       text,
    created_at   timestamptz NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (union_id, year, number),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK (state NOT IN ('SUBMITTED','APPROVED') OR submitted_at IS NOT NULL),
    CHECK ((state IN ('RETURNED','APPROVED')) = (decided_at IS NOT NULL)),
    -- nobody approves what they submitted
    CONSTRAINT fund_budget_four_eyes CHECK (decider_id IS DISTINCT FROM submitter_id OR decider_id IS NULL)
);
CREATE UNIQUE INDEX fund_budget_in_work ON fund_budget (union_id, year) WHERE state <> 'APPROVED';
CREATE INDEX fund_budget_tenant ON fund_budget (union_path, year);
CALL protect('fund_budget', isolation_rule('own') || ' OR state = ''APPROVED'' AND ' || isolation_rule('subtree'), 'own');
GRANT SELECT, INSERT, UPDATE ON fund_budget TO lianxin_app;

-- The share of a union's dues that is set apart for the campaign in a year: base × rate (notice §5.1:
-- "a suitable amount", which each union decides).
CREATE TABLE fund_dues (
    id         uuid PRIMARY KEY,
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    year       smallint NOT NULL,
    base_fen   bigint NOT NULL CHECK (base_fen > 0),
    -- ten-thousandths
    rate       integer NOT NULL CHECK (rate BETWEEN 1 AND 10000),
    -- the decision it rests on
    document_number text,
    version    integer NOT NULL DEFAULT 1,
    UNIQUE (union_id, year),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX fund_dues_tenant ON fund_dues (union_path, year);
CALL protect('fund_dues', 'subtree', 'own');
GRANT SELECT, INSERT, UPDATE ON fund_dues TO lianxin_app;

-- Closes a year of an own union: what is available or committed goes on into the next year, and nothing
-- is posted into this one any more. Answers the transaction that carried it, if there was anything.
CREATE FUNCTION close_fund_year(of_union uuid, of_year integer, day date, at timestamptz, why text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own     uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    me      uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    carried fund_posting[];
    total   numeric;
    tx      uuid;
BEGIN
    IF of_union = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'these books are not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    PERFORM pg_advisory_xact_lock(fund_year_key(of_union, of_year));
    IF EXISTS (SELECT FROM fund_account WHERE union_id = of_union AND kind IN ('IN_TRANSIT','PAYING') AND balance_fen > 0
               AND year <= of_year)
       OR EXISTS (SELECT FROM fund_account WHERE union_id = of_union AND kind IN ('AVAILABLE','COMMITTED') AND balance_fen > 0
                  AND year < of_year) THEN
        RAISE EXCEPTION 'something is still on its way' USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_year_is_settled';
    END IF;
    SELECT array_agg(v.p), sum(held.balance_fen) FILTER (WHERE (v.p).kind = 'CARRIED_OUT') INTO carried, total
    FROM fund_account held CROSS JOIN LATERAL (VALUES
        (ROW (held.fund_id, held.year, held.programme, held.kind, -held.balance_fen)::fund_posting),
        (ROW (held.fund_id, held.year, held.programme, 'CARRIED_OUT', held.balance_fen)::fund_posting),
        (ROW (held.fund_id, held.year + 1, held.programme, 'CARRIED_IN', -held.balance_fen)::fund_posting),
        (ROW (held.fund_id, held.year + 1, held.programme, held.kind, held.balance_fen)::fund_posting)) AS v (p)
    WHERE held.union_id = of_union AND held.year = of_year AND held.kind IN ('AVAILABLE','COMMITTED') AND held.balance_fen > 0;
    IF total > 0 THEN
        tx := write_fund_transaction(of_union, 'CARRIED', day, at, total, why, NULL, NULL, NULL, 'close:' || of_year, NULL, carried);
    END IF;
    INSERT INTO fund_year (union_id, union_path, year, closed_at, closed_by)
    SELECT id, path, of_year, at, me FROM unions WHERE id = of_union;
    RETURN tx;
END
$$;
REVOKE ALL ON FUNCTION close_fund_year(uuid, integer, date, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close_fund_year(uuid, integer, date, timestamptz, text) TO lianxin_app;

-- A union that ends takes no money with it: what it holds goes back up or down first.
CREATE FUNCTION holds_funds(of_union uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM fund_account WHERE union_id = of_union AND balance_fen <> 0
                   AND kind IN ('AVAILABLE','COMMITTED','PAYING','IN_TRANSIT'))
        OR EXISTS (SELECT FROM fund_allocation WHERE to_union_id = of_union AND state = 'ISSUED');
END
$$;
REVOKE ALL ON FUNCTION holds_funds(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION holds_funds(uuid) TO lianxin_app;

-- As before (0002), and the books of a union that was merged stay its own, as its trail does.
CREATE OR REPLACE FUNCTION hand_over_rows(from_union uuid, into_union uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    caller text := nullif(current_setting('lianxin.path', true), '');
    target text;
    t      regclass;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT i.path INTO target FROM unions f, unions i
    WHERE f.id = from_union AND i.id = into_union AND starts_with(f.path, caller) AND starts_with(i.path, caller);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'both unions must lie below the caller' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR t IN
        SELECT DISTINCT conrelid::regclass FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'unions'::regclass AND array_length(conkey, 1) = 2
          AND conrelid NOT IN ('audit_entry'::regclass, 'stewardship'::regclass, 'stat_total'::regclass,
              'fund'::regclass, 'fund_account'::regclass, 'fund_transaction'::regclass, 'fund_entry'::regclass,
              'fund_year'::regclass, 'fund_allocation'::regclass, 'fund_budget'::regclass, 'fund_dues'::regclass)
    LOOP
        EXECUTE format('UPDATE %s SET union_id = $1, union_path = $2 WHERE union_id = $3 %s', t,
                       CASE WHEN t = 'stat_delta'::regclass THEN 'AND measure NOT IN (''UNIONS'',''FUNDS'')' ELSE '' END)
        USING into_union, target, from_union;
    END LOOP;
END
$$;
