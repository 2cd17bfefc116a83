package dev.lifeguard.migrate.tests.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Runs a test class once on each of some servers; its constructor takes the server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(PostgresServers.class)
public @interface OnPostgres {

    /** The major versions: the oldest and the newest supported one where nothing is said. */
    int[] value() default {14, 18};
}
