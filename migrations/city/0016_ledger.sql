-- Dedicated funds (专项工作经费, notice §5.1): a ledger by double entry, in whole fen.
--
-- A fund is money of one origin and keeps its name all the way down the tree, so that each fen can be
-- followed from its source to a family's hand. Every union keeps its own books: a transaction is of one
-- union, and its entries sum to zero for each fund and year. What goes from one union to another leaves
-- the books of the first for its account ISSUED and comes into those of the second from RECEIVED: the
-- two are equal and opposite over the whole tree.
--
-- The application can't write a ledger row. It calls the functions below, which know who calls; they
-- only ever add rows, and nothing that was added is changed or removed.

CREATE TABLE fund (
    id              uuid PRIMARY KEY,
    -- the union that raised it
    union_id        uuid NOT NULL,
    union_path      text COLLATE "C" NOT NULL,
    name            text NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    source          text NOT NULL CHECK (source IN ('UNION_DUES','SUPERIOR','CENTRAL','GOVERNMENT','DEPARTMENT','EMPLOYER','DONATION')),
    year            smallint NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    -- what it may be spent on, such as a donor's wish; anything where nothing is named
    programmes      text[] NOT NULL DEFAULT '{}',
    document_number text,
    note            text,
    created_at      timestamptz NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX fund_tenant ON fund (union_path, id);
CREATE INDEX fund_union ON fund (union_id, union_path);
CREATE UNIQUE INDEX fund_dues_once ON fund (union_id, year) WHERE source = 'UNION_DUES';
-- Those below hold money of it and may know where it comes from.
CALL protect('fund',
    isolation_rule('subtree') || $q$ OR starts_with(nullif(current_setting('lianxin.path', true), ''), union_path)$q$,
    'own');
GRANT SELECT, INSERT, UPDATE ON fund TO lianxin_app;

-- What a union holds of a fund in a year, by what it is for and where it stands. Money comes out of
-- INCOME, RECEIVED, TAKEN_BACK and CARRIED_IN, which are therefore never above zero, and is held or has
-- gone in the others, never below. The budget is kept in the same way beside it, by programme and not by
-- fund: BUDGET is what was approved, BUDGET_FREE and BUDGET_USED where it stands.
CREATE TABLE fund_account (
    id          uuid PRIMARY KEY,
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    fund_id     uuid REFERENCES fund (id),
    year        smallint NOT NULL,
    programme   text,
    kind        text NOT NULL CHECK (kind IN ('INCOME','RECEIVED','TAKEN_BACK','CARRIED_IN',
                    'AVAILABLE','COMMITTED','PAYING','PAID','IN_TRANSIT','ISSUED','RETURNED','CARRIED_OUT',
                    'BUDGET','BUDGET_FREE','BUDGET_USED')),
    balance_fen bigint NOT NULL,
    -- number and hash of its last entry
    entries     bigint NOT NULL,
    head        bytea NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    UNIQUE (id, union_id),
    CHECK ((kind IN ('BUDGET','BUDGET_FREE','BUDGET_USED')) = (fund_id IS NULL)),
    CHECK (programme IS NOT NULL OR kind NOT IN ('COMMITTED','PAYING','PAID','BUDGET','BUDGET_FREE','BUDGET_USED')),
    CONSTRAINT fund_account_never_overdrawn CHECK (
        CASE WHEN kind IN ('INCOME','RECEIVED','TAKEN_BACK','CARRIED_IN','BUDGET') THEN balance_fen <= 0 ELSE balance_fen >= 0 END)
);
CREATE INDEX fund_account_union ON fund_account (union_id, year);
CREATE INDEX fund_account_fund ON fund_account (fund_id, union_path) WHERE fund_id IS NOT NULL;
CREATE INDEX fund_account_tenant ON fund_account (union_path, year);
CALL protect('fund_account', 'subtree', 'nobody');
GRANT SELECT ON fund_account TO lianxin_app;

CREATE TABLE fund_transaction (
    id          uuid PRIMARY KEY,
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    kind        text NOT NULL CHECK (kind ~ '^[A-Z]+(_[A-Z]+)*$' AND length(kind) <= 40),
    -- the day it is of (记账日期), and the instant it was written
    on_day      date NOT NULL,
    posted_at   timestamptz NOT NULL,
    posted_by   uuid NOT NULL REFERENCES staff (id),
    amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
    -- why, in words that hold nobody's name: superiors read it
    purpose     text NOT NULL,
    -- number of the paper behind it (凭证号、文号)
    document    text,
    -- what it follows from: an allocation, a budget, an application
    source_kind text,
    source_id   uuid,
    -- the same key is posted once, for ever
    key         text NOT NULL,
    reverses_id uuid UNIQUE REFERENCES fund_transaction (id),
    UNIQUE (union_id, key),
    UNIQUE (id, union_id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((source_kind IS NULL) = (source_id IS NULL)),
    CHECK ((kind = 'REVERSAL') = (reverses_id IS NOT NULL))
);
CREATE INDEX fund_transaction_union ON fund_transaction (union_id, on_day, id);
CREATE INDEX fund_transaction_tenant ON fund_transaction (union_path, id);
CREATE INDEX fund_transaction_source ON fund_transaction (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX fund_transaction_poster ON fund_transaction (posted_by);
CALL protect('fund_transaction', 'subtree', 'nobody');
GRANT SELECT ON fund_transaction TO lianxin_app;

-- The entries of an account are numbered without a gap, carry the balance after them, and each hash
-- covers the one before: what is taken out, put in or changed shows (`lianxin verify ledger`).
CREATE TABLE fund_entry (
    account_id     uuid NOT NULL,
    number         bigint NOT NULL CHECK (number > 0),
    transaction_id uuid NOT NULL,
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    amount_fen     bigint NOT NULL CHECK (amount_fen <> 0),
    balance_fen    bigint NOT NULL,
    hash           bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (account_id, number),
    UNIQUE (transaction_id, account_id),
    FOREIGN KEY (account_id, union_id) REFERENCES fund_account (id, union_id),
    FOREIGN KEY (transaction_id, union_id) REFERENCES fund_transaction (id, union_id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX fund_entry_tenant ON fund_entry (union_path, transaction_id);
CREATE INDEX fund_entry_union ON fund_entry (union_id, union_path);
CALL protect('fund_entry', 'subtree', 'nobody');
GRANT SELECT ON fund_entry TO lianxin_app;

-- A year that a union has closed takes nothing more.
CREATE TABLE fund_year (
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    year       smallint NOT NULL,
    closed_at  timestamptz NOT NULL,
    closed_by  uuid NOT NULL REFERENCES staff (id),
    PRIMARY KEY (union_id, year),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX fund_year_tenant ON fund_year (union_path, year);
CREATE INDEX fund_year_closer ON fund_year (closed_by);
CALL protect('fund_year', 'subtree', 'nobody');
GRANT SELECT ON fund_year TO lianxin_app;

-- Entries of a transaction sum to zero for each fund and year, however they came in. Whoever commits may
-- not see all of them, so the owner looks.
CREATE FUNCTION fund_transaction_balances() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    of_transaction uuid := coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> TG_ARGV[0];
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    IF NOT EXISTS (SELECT FROM fund_entry WHERE transaction_id = of_transaction) OR EXISTS (
        SELECT FROM fund_entry e JOIN fund_account a ON a.id = e.account_id
        WHERE e.transaction_id = of_transaction GROUP BY a.fund_id, a.year HAVING sum(e.amount_fen) <> 0)
    THEN
        RAISE EXCEPTION 'fund transaction % does not sum to zero', of_transaction
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_transaction_balances';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION fund_transaction_balances() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER fund_transaction_balances AFTER INSERT ON fund_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund_transaction_balances('id');
CREATE CONSTRAINT TRIGGER fund_entry_balances
    AFTER INSERT OR DELETE OR UPDATE OF account_id, transaction_id, amount_fen ON fund_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund_transaction_balances('transaction_id');

-- Whoever posts into a year holds it in common, whoever closes it alone.
CREATE FUNCTION fund_year_key(of_union uuid, of_year integer) RETURNS bigint LANGUAGE sql STABLE
    RETURN hashtextextended(current_schema() || ':fund_year:' || of_union || ':' || of_year, 0);

CREATE TYPE fund_posting AS (fund_id uuid, year smallint, programme text, kind text, amount_fen bigint);

CREATE FUNCTION fund_account_id(of_union uuid, p fund_posting) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN md5(concat_ws(':', of_union, coalesce(p.fund_id::text, '-'), p.year, coalesce(p.programme, '-'), p.kind))::uuid;

-- Writes a transaction of one union with its entries, the balances after it and its figures. Accounts are
-- locked in one order, so that writers wait for each other and never in a circle. Only the functions
-- below call it.
CREATE FUNCTION write_fund_transaction(
    of_union uuid, what text, day date, at timestamptz, about numeric, why text, paper text,
    of_source_kind text, of_source uuid, once_key text, undoes uuid, postings fund_posting[])
RETURNS uuid LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    me    uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    tx    uuid := time_id(at);
    place text;
    p     fund_posting;
    acc   uuid;
    facts json;
    row   fund_account;
BEGIN
    SELECT path INTO STRICT place FROM unions WHERE id = of_union;
    INSERT INTO fund_transaction (id, union_id, union_path, kind, on_day, posted_at, posted_by, amount_fen, purpose,
                                  document, source_kind, source_id, key, reverses_id)
    VALUES (tx, of_union, place, what, day, at, me, about, why, paper, of_source_kind, of_source, once_key, undoes)
    ON CONFLICT (union_id, key) DO NOTHING;
    IF NOT FOUND THEN
        RETURN (SELECT id FROM fund_transaction WHERE union_id = of_union AND key = once_key);
    END IF;
    FOR p IN
        SELECT DISTINCT NULL::uuid, u.year, NULL::text, NULL::text, NULL::bigint FROM unnest(postings) AS u ORDER BY u.year
    LOOP
        PERFORM pg_advisory_xact_lock_shared(fund_year_key(of_union, p.year));
        IF EXISTS (SELECT FROM fund_year WHERE union_id = of_union AND year = p.year) THEN
            RAISE EXCEPTION 'the year % is closed', p.year USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_year_is_open';
        END IF;
    END LOOP;
    IF EXISTS (SELECT FROM unnest(postings) AS u JOIN fund f ON f.id = u.fund_id
               WHERE u.kind IN ('COMMITTED','PAYING','PAID') AND cardinality(f.programmes) > 0 AND u.programme <> ALL (f.programmes)) THEN
        RAISE EXCEPTION 'the fund is for other programmes' USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_programme_allowed';
    END IF;
    FOR p IN
        SELECT u.fund_id, u.year, u.programme, u.kind, sum(u.amount_fen)::bigint FROM unnest(postings) AS u
        GROUP BY 1, 2, 3, 4 HAVING sum(u.amount_fen) <> 0 ORDER BY 1 NULLS FIRST, 2, 3 NULLS FIRST, 4
    LOOP
        acc := fund_account_id(of_union, p);
        LOOP
            UPDATE fund_account a SET
                balance_fen = a.balance_fen + p.amount_fen,
                entries = a.entries + 1,
                -- what a stranger needs to follow the chain: see verify.rs
                head = sha256(a.head || convert_to(json_build_array(
                    of_union, p.fund_id, p.year, p.programme, p.kind, a.entries + 1, p.amount_fen, a.balance_fen + p.amount_fen,
                    tx, what, day, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), me, about, why, paper,
                    of_source_kind, of_source, once_key, undoes)::text, 'UTF8'))
            WHERE a.id = acc RETURNING a.* INTO row;
            EXIT WHEN FOUND;
            INSERT INTO fund_account (id, union_id, union_path, fund_id, year, programme, kind, balance_fen, entries, head)
            VALUES (acc, of_union, place, p.fund_id, p.year, p.programme, p.kind, 0, 0, '') ON CONFLICT DO NOTHING;
        END LOOP;
        INSERT INTO fund_entry (account_id, number, transaction_id, union_id, union_path, amount_fen, balance_fen, hash)
        VALUES (acc, row.entries, tx, of_union, place, p.amount_fen, row.balance_fen, row.head);
    END LOOP;
    INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
    SELECT time_id(at), of_union, place, 'FUNDS', 'FUND_ACCOUNT',
           concat_ws(':', u.year, u.kind, coalesce(u.programme, ''), coalesce(f.source, '')), sum(u.amount_fen)
    FROM unnest(postings) AS u LEFT JOIN fund f ON f.id = u.fund_id
    GROUP BY u.year, u.kind, u.programme, f.source HAVING sum(u.amount_fen) <> 0;
    RETURN tx;
END
$$;
REVOKE ALL ON FUNCTION write_fund_transaction(uuid, text, date, timestamptz, numeric, text, text, text, uuid, text, uuid, fund_posting[]) FROM PUBLIC;

-- Posts in the books of an own union what happens there alone: income, commitments, payments, budgets.
-- What passes between unions or years has functions of its own, so no money can come from there.
CREATE FUNCTION post_funds(
    of_union uuid, what text, day date, at timestamptz, about bigint, why text, paper text,
    of_source_kind text, of_source uuid, once_key text, entries jsonb)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own      uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    postings fund_posting[] := ARRAY (SELECT p FROM jsonb_populate_recordset(NULL::fund_posting, entries) AS p);
BEGIN
    IF of_union = ANY (own) IS NOT TRUE
       OR EXISTS (SELECT FROM unnest(postings) AS p
                  WHERE p.kind IN ('RECEIVED','TAKEN_BACK','CARRIED_IN','IN_TRANSIT','ISSUED','RETURNED','CARRIED_OUT')) THEN
        RAISE EXCEPTION 'these books are not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    -- Income comes into the funds that the union itself raised.
    IF EXISTS (SELECT FROM unnest(postings) AS p LEFT JOIN fund f ON f.id = p.fund_id
               WHERE p.kind = 'INCOME' AND f.union_id IS DISTINCT FROM of_union) THEN
        RAISE EXCEPTION 'the fund is another union''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- A budget is what another person approved.
    IF EXISTS (SELECT FROM unnest(postings) AS p WHERE p.kind = 'BUDGET') AND NOT EXISTS (
        SELECT FROM fund_budget WHERE id = of_source AND union_id = of_union AND state = 'APPROVED') THEN
        RAISE EXCEPTION 'no such budget was approved' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN write_fund_transaction(of_union, what, day, at, about, why, paper, of_source_kind, of_source, once_key, NULL, postings);
END
$$;
REVOKE ALL ON FUNCTION post_funds(uuid, text, date, timestamptz, bigint, text, text, text, uuid, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION post_funds(uuid, text, date, timestamptz, bigint, text, text, text, uuid, text, jsonb) TO lianxin_app;

-- Takes a transaction of the own books back, whole and once, by its mirror image (冲正).
CREATE FUNCTION reverse_funds(of_transaction uuid, day date, at timestamptz, why text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    t   fund_transaction;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO t FROM fund_transaction WHERE id = of_transaction FOR NO KEY UPDATE;
    IF t.union_id = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'these books are not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- What other rows follow from is taken back by their own steps.
    IF t.source_id IS NOT NULL OR t.kind IN ('REVERSAL','CARRIED') THEN
        RAISE EXCEPTION 'a % is not reversed', t.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_transaction_reversible';
    END IF;
    IF EXISTS (SELECT FROM fund_transaction WHERE reverses_id = t.id) THEN
        RAISE EXCEPTION 'it was reversed already' USING ERRCODE = 'unique_violation', CONSTRAINT = 'fund_transaction_reverses_id_key';
    END IF;
    RETURN write_fund_transaction(t.union_id, 'REVERSAL', day, at, t.amount_fen, why, t.document, NULL, NULL,
        'reversal:' || t.id, t.id,
        ARRAY (SELECT ROW (a.fund_id, a.year, a.programme, a.kind, -e.amount_fen)::fund_posting
               FROM fund_entry e JOIN fund_account a ON a.id = e.account_id WHERE e.transaction_id = t.id));
END
$$;
REVOKE ALL ON FUNCTION reverse_funds(uuid, date, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reverse_funds(uuid, date, timestamptz, text) TO lianxin_app;

-- What the caller has just posted, also in the books of the other side, for the trails.
CREATE FUNCTION posted_funds(ids uuid[])
RETURNS TABLE (id uuid, union_id uuid, union_path text, kind text, amount_fen bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY SELECT t.id, t.union_id, t.union_path, t.kind, t.amount_fen FROM fund_transaction t
        WHERE t.id = ANY (ids) AND t.posted_by = nullif(current_setting('lianxin.staff', true), '')::uuid;
END
$$;
REVOKE ALL ON FUNCTION posted_funds(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION posted_funds(uuid[]) TO lianxin_app;
