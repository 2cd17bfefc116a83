-- What anyone who may create functions in the schema can lie in wait with: an operator for each pair
-- of types for which pg_catalog has none. A statement that leaves the choice to PostgreSQL takes it.
-- Where a function calls it, the answer is an error. Where a session does, it answers as pg_catalog
-- would, since that is the session's own affair.
DO $do$
DECLARE
    sign   text;
    l      text;
    r      text;
    answer text;
    made   integer := 0;
    session_path CONSTANT text := current_setting('search_path');
    known        CONSTANT text[] := ARRAY[
        'varchar', 'text', 'name', 'smallint', 'integer', 'bigint', 'numeric', 'date', 'timestamptz',
        'uuid', 'boolean', 'jsonb', 'oid', 'regclass', 'anyelement'
    ];
BEGIN
    PERFORM set_config('search_path', 'pg_catalog', true);
    FOREACH sign IN ARRAY ARRAY[
        '=', '<>', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '||', '~', '~~', '!~~', '->>'
    ]
    LOOP
        FOREACH l IN ARRAY known LOOP
            FOREACH r IN ARRAY known LOOP
                CONTINUE WHEN
                    'anyelement' IN (l, r) AND l <> r
                    OR EXISTS (
                        SELECT FROM pg_operator o
                        WHERE o.oprname = sign
                            AND o.oprleft = l::regtype
                            AND o.oprright = r::regtype
                    );
                BEGIN
                    answer := NULL;
                    IF l <> 'anyelement' THEN
                        EXECUTE format('SELECT pg_typeof(NULL::%s %s NULL::%s)', l, sign, r)
                        INTO answer;
                    END IF;
                EXCEPTION WHEN undefined_function OR ambiguous_function THEN
                    -- Beside literals without a type it may still be taken.
                    CONTINUE WHEN l <> r OR l NOT IN ('jsonb', 'varchar', 'name', 'anyelement');
                END;
                made := made + 1;
                EXECUTE format(
                    $sql$
                        CREATE FUNCTION public.overload_%1$s(a %2$s, b %3$s) RETURNS %4$s
                            LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
                            AS $overload$
                        DECLARE
                            callers text;
                        BEGIN
                            GET DIAGNOSTICS callers = PG_CONTEXT;
                            IF callers ~ '\n.*function' THEN
                                RAISE 'Operator %% (%2$s, %3$s) of another was called: %%', %5$L, callers;
                            END IF;
                            RETURN %6$s;
                        END
                        $overload$
                    $sql$,
                    made, l, r, coalesce(answer, 'boolean'), sign,
                    CASE WHEN answer IS NULL THEN 'NULL' ELSE format('a %s b', sign) END
                );
                EXECUTE format(
                    'CREATE OPERATOR public.%s (FUNCTION = public.overload_%s, LEFTARG = %s, RIGHTARG = %s)',
                    sign, made, l, r
                );
            END LOOP;
        END LOOP;
    END LOOP;
    PERFORM set_config('search_path', session_path, true);
END
$do$;

-- And functions that fit an argument better than those of pg_catalog.
DO $do$
DECLARE
    signature text;
BEGIN
    FOREACH signature IN ARRAY ARRAY[
        'round(numeric, smallint)', 'format(text, uuid)', 'format(text, varchar)',
        'format(text, varchar, uuid)', 'format(text, regprocedure, name)', 'format(text, text, text)',
        'num_nonnulls(varchar, uuid)', 'current_setting(varchar)'
    ]
    LOOP
        EXECUTE format(
            $sql$
                CREATE FUNCTION %s RETURNS text LANGUAGE plpgsql AS $overload$
                BEGIN
                    RAISE 'Function %s of another was called';
                END
                $overload$
            $sql$,
            signature, signature
        );
    END LOOP;
END
$do$;
