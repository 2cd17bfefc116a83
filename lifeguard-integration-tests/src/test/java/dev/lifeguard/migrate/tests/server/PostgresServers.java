package dev.lifeguard.migrate.tests.server;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Starts each server when the first test asks for it; JUnit stops them after the last test.
 *
 * <p>The last one of the process: Surefire asks JUnit to run one class after the other, in one
 * session, and with a server for each class a third of the tests' time went into servers' starts.
 */
final class PostgresServers implements ArgumentsProvider, AnnotationConsumer<OnPostgres> {

    private static final Namespace NAMESPACE = Namespace.create(PostgresServers.class);

    private int[] majors = {};

    @Override
    public void accept(OnPostgres annotation) {
        majors = annotation.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        ExtensionContext.Store store =
                context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE);
        return Arrays.stream(majors).mapToObj(major -> Arguments.of(server(store, major)));
    }

    private static PostgresServer server(ExtensionContext.Store store, int major) {
        return store.computeIfAbsent(
                major, ignored -> PostgresServer.start(major), PostgresServer.class);
    }
}
