-- Reconciliation with the bank (银行对账): each month a union holds the lines of its bank statements against the
-- transactions of its ledger. Nothing is written to the ledger here.
--
-- The month says how far it is and may be read by superiors. The lines name payees, so they and whatever
-- hangs on them are the own union's alone.

CREATE TABLE bank_month (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    -- its first day
    month        date NOT NULL CHECK (extract(day FROM month) = 1),
    state        text NOT NULL CHECK (state IN ('OPEN','SETTLED')),
    -- of its lines: how many there are, have a transaction, have none and a reason, have neither
    lines        integer NOT NULL DEFAULT 0,
    matched      integer NOT NULL DEFAULT 0,
    explained    integer NOT NULL DEFAULT 0,
    open         integer NOT NULL DEFAULT 0,
    -- what the table of adjustment said when it was settled
    figures      jsonb,
    note         text,
    -- who matched or explained anything in it, as it was when it was settled
    matchers     uuid[] NOT NULL DEFAULT '{}',
    settled_by   uuid REFERENCES staff (id),
    settler_id   uuid,
    settled_at   timestamptz,
    created_at   timestamptz NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (union_id, month),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state = 'SETTLED') = (settled_at IS NOT NULL)),
    CHECK ((state = 'SETTLED') = (figures IS NOT NULL)),
    CHECK ((settled_at IS NULL) = (settler_id IS NULL)),
    -- nobody settles what they matched
    CONSTRAINT bank_month_four_eyes CHECK (settler_id <> ALL (matchers))
);
CREATE INDEX bank_month_tenant ON bank_month (union_path, month, id);
CREATE INDEX bank_month_union ON bank_month (union_id, union_path);
CREATE INDEX bank_month_settler ON bank_month (settled_by) WHERE settled_by IS NOT NULL;
-- It is settled by the function below.
CALL protect('bank_month', 'subtree', isolation_rule('own') || ' AND state = ''OPEN''');
GRANT SELECT, INSERT, UPDATE ON bank_month TO lianxin_app;

-- What one account's statement says of a month.
CREATE TABLE bank_statement (
    id          uuid PRIMARY KEY,
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    month       date NOT NULL,
    -- what people call the account; never its whole number
    account     text NOT NULL CHECK (length(account) BETWEEN 1 AND 40),
    -- its balance when the month ended; none where the file does not say and nobody has yet
    closing_fen bigint,
    created_at  timestamptz NOT NULL,
    UNIQUE (union_id, account, month),
    UNIQUE (id, union_id, month),
    FOREIGN KEY (union_id, month) REFERENCES bank_month (union_id, month),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX bank_statement_month ON bank_statement (union_id, month);
CREATE INDEX bank_statement_tenant ON bank_statement (union_path, id);
CREATE INDEX bank_statement_union ON bank_statement (union_id, union_path);
CALL protect('bank_statement', 'own', 'own');
GRANT SELECT, INSERT, UPDATE, DELETE ON bank_statement TO lianxin_app;

CREATE TABLE bank_line (
    id           uuid PRIMARY KEY,
    statement_id uuid NOT NULL,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    month        date NOT NULL,
    day          date NOT NULL CHECK (date_trunc('month', day) = month),
    -- above zero where it came in
    amount_fen   bigint NOT NULL CHECK (amount_fen <> 0),
    balance_fen  bigint,
    summary      text NOT NULL,
    party        text,
    -- the last four digits of the other side's account
    party_tail   text CHECK (length(party_tail) <= 4),
    serial       text,
    -- what makes it the same line again
    key          text NOT NULL,
    -- why it has no transaction (未达账项)
    note         text,
    noted_by     uuid REFERENCES staff (id),
    noter_id     uuid,
    UNIQUE (statement_id, key),
    UNIQUE (id, union_id),
    FOREIGN KEY (statement_id, union_id, month) REFERENCES bank_statement (id, union_id, month) ON DELETE CASCADE,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((note IS NULL) = (noted_by IS NULL) AND (note IS NULL) = (noter_id IS NULL))
);
CREATE INDEX bank_line_month ON bank_line (union_id, month, day, id);
CREATE INDEX bank_line_tenant ON bank_line (union_path, id);
CREATE INDEX bank_line_union ON bank_line (union_id, union_path);
CREATE INDEX bank_line_noter ON bank_line (noted_by) WHERE noted_by IS NOT NULL;
CALL protect('bank_line', 'own', 'own');
GRANT SELECT, INSERT, UPDATE, DELETE ON bank_line TO lianxin_app;

-- That a line is what these transactions moved. A line has one match at most, a transaction too.
CREATE TABLE bank_match (
    line_id    uuid PRIMARY KEY,
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    -- the month from which on it counts: neither before the line nor before a transaction
    month      date NOT NULL,
    matched_by uuid NOT NULL REFERENCES staff (id),
    matcher_id uuid NOT NULL,
    matched_at timestamptz NOT NULL,
    UNIQUE (line_id, union_id, month),
    FOREIGN KEY (line_id, union_id) REFERENCES bank_line (id, union_id) ON DELETE CASCADE,
    FOREIGN KEY (union_id, month) REFERENCES bank_month (union_id, month),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX bank_match_month ON bank_match (union_id, month);
CREATE INDEX bank_match_tenant ON bank_match (union_path, line_id);
CREATE INDEX bank_match_union ON bank_match (union_id, union_path);
CREATE INDEX bank_match_matcher ON bank_match (matched_by);
CALL protect('bank_match', 'own', 'own');
GRANT SELECT, INSERT, DELETE ON bank_match TO lianxin_app;

CREATE TABLE bank_match_item (
    transaction_id uuid PRIMARY KEY,
    line_id        uuid NOT NULL,
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    month          date NOT NULL,
    -- as the bank sees it: above zero where it came in
    amount_fen     bigint NOT NULL,
    FOREIGN KEY (line_id, union_id, month) REFERENCES bank_match (line_id, union_id, month) ON DELETE CASCADE,
    FOREIGN KEY (transaction_id, union_id) REFERENCES fund_transaction (id, union_id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX bank_match_item_line ON bank_match_item (line_id);
CREATE INDEX bank_match_item_tenant ON bank_match_item (union_path, line_id);
CREATE INDEX bank_match_item_union ON bank_match_item (union_id, union_path);
CALL protect('bank_match_item', 'own', 'own');
GRANT SELECT, INSERT, DELETE ON bank_match_item TO lianxin_app;

-- A month that is settled stays as it is. Whoever writes holds the month, so that it is not settled meanwhile.
CREATE FUNCTION bank_month_stands() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    row jsonb := coalesce(to_jsonb(NEW), to_jsonb(OLD));
BEGIN
    PERFORM FROM bank_month
    WHERE union_id = (row ->> 'union_id')::uuid AND month = (row ->> 'month')::date FOR SHARE;
    -- Looked at anew, for whoever settled it in the meantime has hidden it from writing. Where there is no
    -- such month, or it is another's, the row falls by its own rules.
    IF EXISTS (SELECT FROM bank_month
               WHERE union_id = (row ->> 'union_id')::uuid AND month = (row ->> 'month')::date AND state = 'SETTLED') THEN
        RAISE EXCEPTION 'the month is settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_month_is_open';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;
-- A branch that moves takes settled months along: only paths change then.
CREATE TRIGGER bank_month_stands BEFORE INSERT OR DELETE OR UPDATE OF month, account, closing_fen ON bank_statement
    FOR EACH ROW EXECUTE FUNCTION bank_month_stands();
CREATE TRIGGER bank_month_stands BEFORE INSERT OR DELETE
    OR UPDATE OF statement_id, month, day, amount_fen, balance_fen, summary, party, party_tail, serial, key, note, noted_by, noter_id ON bank_line
    FOR EACH ROW EXECUTE FUNCTION bank_month_stands();
CREATE TRIGGER bank_month_stands BEFORE INSERT OR DELETE ON bank_match
    FOR EACH ROW EXECUTE FUNCTION bank_month_stands();
CREATE TRIGGER bank_month_stands BEFORE INSERT OR DELETE ON bank_match_item
    FOR EACH ROW EXECUTE FUNCTION bank_month_stands();

-- Months are begun one after the other: what is settled rests on what was before it.
CREATE FUNCTION bank_month_follows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (SELECT FROM bank_month WHERE union_id = NEW.union_id AND month > NEW.month AND state = 'SETTLED') THEN
        RAISE EXCEPTION 'a later month is settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_month_follows';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bank_month_follows BEFORE INSERT ON bank_month FOR EACH ROW EXECUTE FUNCTION bank_month_follows();

-- What a line is matched with comes to its amount, each transaction whole.
CREATE FUNCTION bank_match_balances() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    of_line uuid := coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'line_id';
BEGIN
    IF EXISTS (SELECT FROM bank_match m JOIN bank_line l ON l.id = m.line_id WHERE m.line_id = of_line
               AND (l.month > m.month OR l.amount_fen IS DISTINCT FROM (
                   SELECT sum(i.amount_fen) FROM bank_match_item i JOIN fund_transaction t ON t.id = i.transaction_id
                   WHERE i.line_id = of_line AND abs(i.amount_fen) = t.amount_fen)))
       OR EXISTS (SELECT FROM bank_match_item i JOIN fund_transaction t ON t.id = i.transaction_id
                  WHERE i.line_id = of_line AND abs(i.amount_fen) <> t.amount_fen) THEN
        RAISE EXCEPTION 'the match of line % does not come to its amount', of_line
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_match_balances';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER bank_match_balances AFTER INSERT ON bank_match
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_match_balances();
CREATE CONSTRAINT TRIGGER bank_match_balances AFTER INSERT OR DELETE ON bank_match_item
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_match_balances();

-- Settles a month of an own union at the version that was seen (对账完成), with the table of adjustment as it
-- stood. Everything of the bank has a transaction or a reason, and the months before are settled.
CREATE FUNCTION settle_bank_month(of_month uuid, seen integer, at timestamptz, table_of jsonb, words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own    uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    me     uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    person uuid := nullif(current_setting('lianxin.person', true), '')::uuid;
    m      bank_month;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO m FROM bank_month WHERE id = of_month FOR UPDATE;
    IF m.union_id = ANY (own) IS NOT TRUE THEN
        RAISE EXCEPTION 'this month is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF m.version <> seen OR m.state <> 'OPEN' THEN
        RAISE EXCEPTION 'the month was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    IF EXISTS (SELECT FROM bank_month WHERE union_id = m.union_id AND month < m.month AND state = 'OPEN') THEN
        RAISE EXCEPTION 'an earlier month is open' USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_month_in_order';
    END IF;
    IF EXISTS (SELECT FROM bank_line l WHERE l.union_id = m.union_id AND l.month = m.month AND l.note IS NULL
               AND NOT EXISTS (SELECT FROM bank_match x WHERE x.line_id = l.id)) THEN
        RAISE EXCEPTION 'a line has neither a transaction nor a reason'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_month_is_explained';
    END IF;
    UPDATE bank_month SET state = 'SETTLED', figures = table_of, note = words, settled_by = me, settler_id = person, settled_at = at,
        version = version + 1,
        matchers = ARRAY (
            SELECT matcher_id FROM bank_match WHERE union_id = m.union_id AND month = m.month
            UNION SELECT noter_id FROM bank_line WHERE union_id = m.union_id AND month = m.month AND noter_id IS NOT NULL)
    WHERE id = m.id;
END
$$;
REVOKE ALL ON FUNCTION settle_bank_month(uuid, integer, timestamptz, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_bank_month(uuid, integer, timestamptz, jsonb, text) TO lianxin_app;

-- As before (0018); what a union reconciled, hung out and paid stays its own too. Books are told by the beginning
-- of their names. What lay on its desk, or was its to decide, is the other union's.
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
        SELECT DISTINCT conrelid::regclass FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        WHERE contype = 'f' AND confrelid = 'unions'::regclass AND array_length(conkey, 1) = 2
          AND conrelid NOT IN ('audit_entry'::regclass, 'stewardship'::regclass, 'stat_total'::regclass)
          AND relname !~ '^(fund|bank)(_|$)|^aid_(notice|batch|payment)$'
    LOOP
        EXECUTE format('UPDATE %s SET union_id = $1, union_path = $2 WHERE union_id = $3 %s', t,
                       CASE WHEN t = 'stat_delta'::regclass THEN 'AND measure NOT IN (''UNIONS'',''FUNDS'')' ELSE '' END)
        USING into_union, target, from_union;
    END LOOP;
    UPDATE aid_application SET desk_id = into_union WHERE desk_id = from_union;
    UPDATE aid_application SET decider_id = into_union WHERE decider_id = from_union;
    UPDATE aid_application_private SET decider_id = into_union WHERE decider_id = from_union;
    UPDATE aid_event SET decider_id = into_union WHERE decider_id = from_union;
    UPDATE aid_complaint SET filer_union_id = into_union WHERE filer_union_id = from_union;
END
$$;
