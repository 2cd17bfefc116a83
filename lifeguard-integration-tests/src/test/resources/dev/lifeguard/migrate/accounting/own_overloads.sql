-- The same for the schema's own functions: others of their names, whose arguments have other types.
DO $do$
DECLARE
    own       record;
    strings   text;
    integers  text;
    arguments text;
    session_path CONSTANT text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
    FOR own IN
        SELECT p.oid, p.proname, pg_get_function_identity_arguments(p.oid) AS arguments
        FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
            AND p.prosrc NOT LIKE '%of another was called%'
            -- These two are for sessions only.
            AND p.proname NOT IN ('get_exchange_rate', 'reverse_journal_entry')
    LOOP
        FOREACH strings IN ARRAY ARRAY['text', 'character varying', 'name'] LOOP
            FOREACH integers IN ARRAY ARRAY['smallint', 'bigint'] LOOP
                arguments := regexp_replace(
                    regexp_replace(own.arguments, '\mtext\M|\mcharacter varying\M', strings, 'g'),
                    '\msmallint\M|\minteger\M', integers, 'g'
                );
                CONTINUE WHEN arguments = own.arguments;
                BEGIN
                    EXECUTE format(
                        $sql$
                            CREATE FUNCTION public.%I(%s) RETURNS text LANGUAGE plpgsql AS $overload$
                            BEGIN
                                RAISE 'Function %s (%s) of another was called';
                            END
                            $overload$
                        $sql$,
                        own.proname, arguments, own.proname, arguments
                    );
                EXCEPTION WHEN duplicate_function THEN
                    NULL;
                END;
            END LOOP;
        END LOOP;
    END LOOP;
    PERFORM set_config('search_path', session_path, true);
END
$do$;
