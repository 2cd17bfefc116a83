package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a statement to have run: what it makes, changes and drops is so in the model. */
final class Effects {

    private final Model model;
    private final Table.Origin origin;
    private final TableEffects tables;

    /**
     * Those of some migrations.
     *
     * @param origin of what they make
     */
    Effects(Model model, Table.Origin origin) {
        this.model = model;
        this.origin = origin;
        this.tables = new TableEffects(model, origin);
    }

    void apply(Subject subject) {
        PgNode tree = subject.tree();
        subject.session().hold(HeldLocks.of(subject));
        subject.session().holdBeside(HeldLocks.besideNewTables(subject));
        made(tree);
        switch (tree.type()) {
            case "CreateStmt" -> tables.create(tree, subject.transaction());
            case "AlterTableStmt" -> new AlterEffects(subject).apply();
            case "IndexStmt" -> tables.index(tree);
            case "DropStmt" -> drop(tree);
            case "RenameStmt" -> rename(tree);
            case "CreateTableAsStmt" -> {
                createAs(tree);
                fill(tree.node("into").flatMap(it -> it.node("rel")), subject);
            }
            case "InsertStmt" -> fill(tree.node("relation"), subject);
            case "SelectStmt" -> {
                tree.node("intoClause")
                        .flatMap(it -> it.node("rel"))
                        .ifPresent(it -> add(tables.made(it), Table.Kind.TABLE));
                fill(tree.node("intoClause").flatMap(it -> it.node("rel")), subject);
                subject.session().configure(tree);
                subject.session().searchPath().ifPresent(model::lookIn);
            }
            case "ViewStmt" -> tree.node("view").ifPresent(it -> add(Name.of(it), Table.Kind.VIEW));
            case "CreateFunctionStmt" -> function(tree);
            case "AlterFunctionStmt" -> alterFunction(tree);
            case "CreateTrigStmt" ->
                    subject.table("relation")
                            .ifPresent(
                                    it ->
                                            changed(it)
                                                    .triggers()
                                                    .put(
                                                            tree.text("trigname"),
                                                            Name.of(tree.list("funcname")).name()));
            case "CreatePolicyStmt" -> {
                if (tree.flag("permissive")) {
                    subject.table("table").ifPresent(it -> changed(it).addPermissivePolicy());
                }
            }
            case "CreateEnumStmt" -> model.addType(Name.of(tree.list("typeName")));
            case "AlterEnumStmt" -> enumValue(tree, subject);
            case "CreateDomainStmt" -> domain(tree);
            case "AlterDomainStmt" -> {
                if (List.of("C", "O").contains(tree.text("subtype"))) {
                    model.addConstrainedDomain(Name.of(tree.list("typeName")));
                }
            }
            case "VariableSetStmt" -> set(tree, subject);
            case "AlterObjectSchemaStmt" ->
                    tree.node("relation")
                            .ifPresent(
                                    it ->
                                            model.rename(
                                                    Name.of(it),
                                                    new Name(
                                                            tree.text("newschema"),
                                                            it.text("relname"))));
            default -> {}
        }
    }

    /** Rows of tables that were there before the run come into one that it makes. */
    private void fill(Optional<PgNode> relation, Subject subject) {
        relation.map(tables::made)
                .flatMap(model::known)
                .filter(Table::isMadeInRun)
                .filter(
                        it ->
                                DataChecks.copied(subject).stream()
                                        .anyMatch(from -> !from.isUnused()))
                .ifPresent(Table::fill);
    }

    /** A table of which nothing was known is remembered from here on. */
    private Table changed(Table table) {
        if (model.known(table.name()).isEmpty()) {
            model.add(table);
        }
        return table;
    }

    private void add(Name name, Table.Kind kind) {
        Name full = model.made(name);
        if (model.known(full).isEmpty()) {
            model.add(new Table(full, kind, origin));
        }
    }

    private void made(PgNode tree) {
        if (StyleChecks.inQuotes(tree).isPresent()) {
            model.addNameInQuotes();
        }
        if (origin == Table.Origin.THIS_RUN) {
            MadeObject.madeBy(tree).forEach(model::addMadeInRun);
        }
    }

    private void function(PgNode tree) {
        Name name = Name.of(tree.list("funcname"));
        if (origin == Table.Origin.THIS_RUN && model.volatility(name).isEmpty()) {
            MadeObject.routineOf(tree).forEach(model::addMadeInRun);
        }
        model.forget(name);
        model.declare(name, Volatility.of(tree.list("options")));
        boolean ofTriggers =
                tree.node("returnType")
                        .filter(it -> Name.of(it.list("names")).name().endsWith("trigger"))
                        .isPresent();
        if (ofTriggers) {
            model.declareOfTriggers(name);
        }
    }

    private void createAs(PgNode tree) {
        PgNode relation = tree.node("into").flatMap(it -> it.node("rel")).orElseThrow();
        boolean view = tree.text("objtype").equals("OBJECT_MATVIEW");
        add(tables.made(relation), view ? Table.Kind.MATERIALIZED_VIEW : Table.Kind.TABLE);
    }

    private void drop(PgNode tree) {
        for (PgNode object : tree.list("objects")) {
            switch (tree.text("removeType")) {
                case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW" ->
                        model.drop(Name.of(object.list("items")));
                case "OBJECT_INDEX" -> model.dropIndex(Name.of(object.list("items")));
                case "OBJECT_FUNCTION", "OBJECT_PROCEDURE" ->
                        model.forget(Name.of(object.list("objname")));
                case "OBJECT_TRIGGER" -> dropTrigger(object.list("items"));
                default -> {}
            }
        }
    }

    private void dropTrigger(List<PgNode> parts) {
        if (parts.size() > 1) {
            Name table = Name.of(parts.subList(0, parts.size() - 1));
            model.known(table).ifPresent(it -> it.triggers().remove(parts.getLast().text("sval")));
        }
    }

    private void rename(PgNode tree) {
        Optional<PgNode> relation = tree.node("relation");
        if (relation.isEmpty()) {
            return;
        }
        Name name = Name.of(relation.get());
        String now = tree.text("newname");
        switch (tree.text("renameType")) {
            case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW" ->
                    model.rename(name, model.full(name).beside(now));
            case "OBJECT_COLUMN" -> tables.renameColumn(name, tree.text("subname"), now);
            case "OBJECT_INDEX" ->
                    model.index(name)
                            .ifPresent(
                                    it -> {
                                        model.dropIndex(it.name());
                                        model.add(
                                                new Index(
                                                        it.name().beside(now),
                                                        it.table(),
                                                        it.columns(),
                                                        it.unique(),
                                                        it.rows()));
                                    });
            default -> {}
        }
    }

    private void alterFunction(PgNode tree) {
        List<PgNode> actions = tree.list("actions");
        Name name =
                tree.node("func").map(it -> Name.of(it.list("objname"))).orElse(new Name("", ""));
        Volatility.said(actions).ifPresent(it -> model.declare(name, it));
    }

    private void enumValue(PgNode tree, Subject subject) {
        Name type = Name.of(tree.list("typeName"));
        if (!tree.has("oldVal") && tree.has("newVal")) {
            boolean free =
                    (model.isNewType(type) && subject.settings().postgresVersion() >= 18)
                            || (tree.flag("skipIfNewValExists")
                                    && model.hasEnumValue(type, tree.text("newVal")));
            if (!free) {
                model.addEnumValue(type, tree.text("newVal"), subject.transaction());
            }
        }
    }

    private void domain(PgNode tree) {
        boolean checked =
                tree.list("constraints").stream()
                        .anyMatch(
                                it ->
                                        it.text("contype").equals("CONSTR_CHECK")
                                                || it.text("contype").equals("CONSTR_NOTNULL"));
        if (checked) {
            model.addConstrainedDomain(Name.of(tree.list("domainname")));
        }
    }

    private void set(PgNode tree, Subject subject) {
        subject.session().set(tree);
        if (tree.text("name").toLowerCase(Locale.ROOT).equals("search_path")) {
            model.lookIn(Session.path(tree.list("args")));
        }
    }

    /** Whether a lock keeps others from writing. */
    static boolean isStrong(LockMode mode) {
        return !LockMode.SHARE.isStrongerThan(mode);
    }
}
