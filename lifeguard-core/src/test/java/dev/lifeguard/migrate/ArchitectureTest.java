package dev.lifeguard.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.lifeguard.migrate.architecture.ArchitectureRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Each rule holds for the library, and catches the bad classes that were made for it. */
@TestInstance(Lifecycle.PER_CLASS) // The library is read once, and is immutable.
final class ArchitectureTest {

    private static final String ROOT = Migrator.class.getPackageName();
    private static final String BAD = ROOT + ".architecture.bad.";
    private static final Pattern BAD_CLASS =
            Pattern.compile(Pattern.quote(BAD) + "[a-z.]*([A-Z]\\w*(?:\\$[A-Z]\\w*)?)");
    private static final int MOST_PUBLIC_TYPES = 67;
    private static final URL LIBRARY =
            Migrator.class.getProtectionDomain().getCodeSource().getLocation();

    private final JavaClasses library = new ClassFileImporter().importUrl(LIBRARY);

    @Test
    void dependsOnlyOnPackagesAbove() {
        holds(ArchitectureRules::packageOrder);
    }

    @Test
    void catchesAPackageThatDependsOnOneBelow() {
        assertThat(caught("order", ArchitectureRules::packageOrder))
                .containsExactly("ErrorThatKnowsThePlan", "PlanThatKnowsTheRoot");
    }

    @Test
    void catchesAPackageWithoutAPlaceInTheOrder() {
        assertThat(caught("unknown", ArchitectureRules::packageOrder)).containsExactly("Stray");
    }

    @Test
    void hasOrderInTheEngine() {
        holds(ArchitectureRules::engineOrder);
    }

    @Test
    void catchesSharedWorkThatDependsOnAWayToRun() {
        assertThat(caught("engine", ArchitectureRules::engineOrder))
                .containsExactly("OutcomeThatKnowsThePipeline");
    }

    @Test
    void hasOneFaceOfThePipeline() {
        holds(ArchitectureRules::pipelineHasOneFace);
    }

    @Test
    void catchesASecondFaceOfThePipeline() {
        assertThat(caught("engine", ArchitectureRules::pipelineHasOneFace))
                .containsExactly("SecondFace");
    }

    @Test
    void hasNoCycles() {
        holds(ArchitectureRules::noCycles);
    }

    @Test
    void catchesACycle() {
        assertThat(caught("cycle", ArchitectureRules::noCycles))
                .containsExactly("First", "Second", "Third");
    }

    @Test
    void hasEachDatabaseInAFolder() {
        holds(ArchitectureRules::databasesStandAlone);
    }

    @Test
    void catchesADatabaseThatKnowsAnother() {
        assertThat(caught("databases", ArchitectureRules::databasesStandAlone))
                .containsExactly("AsOnTheOther", "PlainAsOnOne");
    }

    @Test
    void decidesWithoutSql() {
        holds(ArchitectureRules::decidesWithoutSql);
    }

    @Test
    void catchesADecisionThatKnowsAConnection() {
        assertThat(caught("sql", ArchitectureRules::decidesWithoutSql))
                .containsExactly(
                        "DialectWithAType",
                        "ErrorWithAnSqlException",
                        "PlanWithAConnection",
                        "ReportWithADataSource",
                        "ScriptWithAClob",
                        "SourceWithADataSource");
    }

    @Test
    void touchesStatementsInOnePackageOnly() {
        holds(ArchitectureRules::onlyJdbcTouchesStatements);
    }

    @Test
    void catchesAStatementInAnotherPackage() {
        assertThat(caught("statement", ArchitectureRules::onlyJdbcTouchesStatements))
                .containsExactly("Calls", "Prepares", "Runs");
    }

    @Test
    void touchesTheDriverInOnePackageOnly() {
        holds(ArchitectureRules::onlyJdbcTouchesTheDriver);
    }

    @Test
    void catchesTheDriverInAnotherPackage() {
        assertThat(caught("driver", ArchitectureRules::onlyJdbcTouchesTheDriver))
                .containsExactly("ReadsADriversException");
    }

    @Test
    void hasNoStaticMutableField() {
        holds(ArchitectureRules::noStaticMutableFields);
    }

    @Test
    void catchesStaticMutableFields() {
        assertThat(caught("statics", ArchitectureRules::noStaticMutableFields))
                .containsExactly(
                        "CountsAtomically",
                        "CountsCalls",
                        "KeepsAThreadLocal",
                        "KeepsChangeableItemsInAFixedList",
                        "KeepsItself",
                        "KeepsNames",
                        "SharesAnArray",
                        "SharesAnArrayOfObjects",
                        "WrapsAList");
    }

    @Test
    void startsThreadsInThreeClassesOnly() {
        holds(ArchitectureRules::onlyThreeClassesStartThreads);
    }

    @Test
    void catchesAThreadThatIsStartedElsewhere() {
        assertThat(caught("threads", ArchitectureRules::onlyThreeClassesStartThreads))
                .containsExactly(
                        "BuildsAThread",
                        "CompletesLater",
                        "IsAThread",
                        "MakesAPool",
                        "MakesAThread",
                        "NamesATimer",
                        "StreamsInParallel",
                        "SubmitsToAnExecutor");
    }

    @Test
    void printsNothing() {
        holds(ArchitectureRules::noPrinting);
    }

    @Test
    void catchesPrinting() {
        assertThat(caught("printing", ArchitectureRules::noPrinting))
                .containsExactly("PrintsAStackTrace", "PrintsAWord", "PrintsAnError");
    }

    @Test
    void marksEveryPackageAsWithoutNull() {
        holds(ArchitectureRules::everyPackageIsNullMarked);
    }

    @Test
    void catchesAPackageThatIsNotMarked() {
        assertThat(caught("unmarked", ArchitectureRules::everyPackageIsNullMarked))
                .containsExactly("InNoMarkedPackage", "InNoPackageInfo");
    }

    @Test
    void hasNoNameWithoutMeaning() {
        holds(ArchitectureRules::noEmptyWordsInNames);
    }

    @Test
    void catchesNamesWithoutMeaning() {
        assertThat(caught("names", ArchitectureRules::noEmptyWordsInNames))
                .containsExactly(
                        "AbstractCount",
                        "Count$NestedHelper",
                        "CountHelper",
                        "CountImpl",
                        "CountManager",
                        "CountService",
                        "CountUtil",
                        "CountUtils",
                        "MySchemaManager");
    }

    @Test
    void exportsNoMorePublicTypesThanThePagesTell() throws IOException, URISyntaxException {
        Set<String> exported = exportedPackages();

        assertThat(exported).contains(ROOT);
        holds(rules -> rules.publicTypes(exported, MOST_PUBLIC_TYPES));
    }

    @Test
    void catchesOnePublicTypeTooMany() {
        Set<String> exported = Set.of(BAD + "budget.exported");

        assertThat(caught("budget", rules -> rules.publicTypes(exported, 2))).isEmpty();
        assertThat(caught("budget", rules -> rules.publicTypes(exported, 1)))
                .containsExactly("One", "Two");
    }

    @Test
    void showsExportedTypesOnly() throws IOException, URISyntaxException {
        Set<String> exported = exportedPackages();

        holds(rules -> rules.exportedSignatures(exported));
    }

    @Test
    void catchesATypeThatIsShownAndNotExported() {
        Set<String> exported = Set.of(BAD + "exports.exported");

        assertThat(caught("exports", rules -> rules.exportedSignatures(exported)))
                .containsExactly("ShowsOne", "TakesOne");
    }

    private void holds(Function<ArchitectureRules, ArchRule> rule) {
        rule.apply(new ArchitectureRules(ROOT)).check(library);
    }

    /** The classes of a package of bad ones whose fault the rule tells, sorted. */
    private static List<String> caught(String bad, Function<ArchitectureRules, ArchRule> rule) {
        JavaClasses classes = new ClassFileImporter().importPackages(BAD + bad);
        return rule
                .apply(new ArchitectureRules(BAD + bad))
                .evaluate(classes)
                .getFailureReport()
                .getDetails()
                .stream()
                .flatMap(String::lines)
                .flatMap(line -> culprit(line).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The class that a line of a report names first: what that depends on comes after it. */
    private static Optional<String> culprit(String line) {
        return BAD_CLASS.matcher(line).results().findFirst().map(found -> found.group(1));
    }

    private static Set<String> exportedPackages() throws IOException, URISyntaxException {
        Path moduleInfo = Path.of(LIBRARY.toURI()).resolve("module-info.class");
        try (InputStream descriptor = Files.newInputStream(moduleInfo)) {
            return ModuleDescriptor.read(descriptor).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
    }
}
