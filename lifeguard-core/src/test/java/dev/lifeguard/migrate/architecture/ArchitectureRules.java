package dev.lifeguard.migrate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of the architecture.
 *
 * @param root the package that holds all others
 */
public record ArchitectureRules(String root) {

    private static final String EMPTY_WORDS =
            ".*[.$](Abstract[A-Z]\\w*|\\w*(Helper|Utils?|Impl|Service|(?<!\\bSchema)Manager))";

    /** Each package depends only on those above it. */
    public ArchRule packageOrder() {
        return classes()
                .should(
                        new PackageOrder(
                                root,
                                "error",
                                "layout",
                                "schema",
                                "ddl",
                                "dialect",
                                "script",
                                "source",
                                "takeover",
                                "plan",
                                "batch",
                                "planning",
                                "report",
                                "jdbc",
                                "state",
                                "engine",
                                "index"));
    }

    /**
     * The same inside of what runs a plan: the ways to run a migration stand on what they share.
     */
    public ArchRule engineOrder() {
        return classes()
                .that()
                .resideInAnyPackage(inside("engine"))
                .should(
                        new PackageOrder(
                                root + ".engine",
                                "loss",
                                "run",
                                "outcome",
                                "session",
                                "program",
                                "pipeline",
                                "whole",
                                "statements",
                                "batch",
                                "history",
                                "takeover"));
    }

    /** Of the pipeline one class is seen from outside. */
    public ArchRule pipelineHasOneFace() {
        return classes()
                .that()
                .resideInAnyPackage(inside("engine.pipeline"))
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("Pipeline")
                .should()
                .notBePublic();
    }

    /** No package depends on itself by way of others. */
    public ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** A database is read in one folder, beside what several have; the look-alikes add a second. */
    public ArchRule databasesStandAlone() {
        return slices().matching(root + ".dialect.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAnyPackage(inside("dialect.plain")))
                .ignoreDependency(
                        resideInAnyPackage(inside("dialect.distributed")),
                        resideInAnyPackage(inside("dialect.postgresql")));
    }

    /** What decides does not know that there is a connection. */
    public ArchRule decidesWithoutSql() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        inside(
                                "error",
                                "ddl",
                                "dialect",
                                "script",
                                "source",
                                "plan",
                                "planning",
                                "report"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..");
    }

    /** Statements are prepared and run in one package. */
    public ArchRule onlyJdbcTouchesStatements() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(inside("jdbc"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Statement.class, PreparedStatement.class, CallableStatement.class);
    }

    /** The driver may be another one. */
    public ArchRule onlyJdbcTouchesTheDriver() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(inside("jdbc"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.postgresql..");
    }

    /** Two applications in one JVM share nothing. */
    public ArchRule noStaticMutableFields() {
        return fields().that().areStatic().should(new ConstantFields());
    }

    /**
     * One thread keeps the lease alive, one reads files while the connection is made, and several
     * run batches where that is asked for.
     */
    public ArchRule onlyThreeClassesStartThreads() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(root + ".state.LeaseThread")
                .and()
                .doNotHaveFullyQualifiedName(root + ".CatalogReading")
                .and()
                .doNotHaveFullyQualifiedName(root + ".engine.batch.BatchWorkers")
                .should()
                .accessTargetWhere(new ThreadStart())
                .orShould()
                .beAssignableTo(Thread.class);
    }

    /** The library never prints. */
    public ArchRule noPrinting() {
        return noClasses().should().accessTargetWhere(new Printing());
    }

    /** Nothing is null but where it is written. */
    public ArchRule everyPackageIsNullMarked() {
        return classes().should(new NullMarkedPackage());
    }

    /** Names say the thing. */
    public ArchRule noEmptyWordsInNames() {
        return noClasses().should().haveNameMatching(EMPTY_WORDS);
    }

    /** What is public in an exported package is a promise. */
    public ArchRule publicTypes(Set<String> exported, int most) {
        return classes()
                .that(resideInAnyPackage(exported.toArray(String[]::new)))
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(new PublicTypeBudget(most));
    }

    /** An application that is a module itself can read whatever it is handed. */
    public ArchRule exportedSignatures(Set<String> exported) {
        return classes().should(new ExportedSignature(root, exported));
    }

    private String[] inside(String... names) {
        return Stream.of(names).map(name -> root + "." + name + "..").toArray(String[]::new);
    }
}
