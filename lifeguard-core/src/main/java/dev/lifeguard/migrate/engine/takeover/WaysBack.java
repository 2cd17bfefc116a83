package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an import records of the ways back, and of which it cannot. */
public final class WaysBack {

    private final ScriptRules rules;
    private final List<String> remarks = new ArrayList<>();

    /** None yet, of scripts that are read by these rules. */
    public WaysBack(ScriptRules rules) {
        this.rules = rules;
    }

    /** Of which none can be recorded, though their files may have one. */
    public List<String> remarks() {
        return remarks;
    }

    /** Those remarks of all that a draft would write. */
    public static List<String> remarks(ImportDraft draft, ScriptRules rules) {
        WaysBack ways = new WaysBack(rules);
        draft.rows().forEach(row -> ways.recorded(row.script()));
        return ways.remarks();
    }

    /** What a run would have recorded of the way back. */
    @Nullable DownToWrite recorded(Script script) {
        if (!(script instanceof SqlScript sql) || !mayHaveWayBack(sql)) {
            return null;
        }
        try {
            Optional<Section> down = sql.wayBack(rules);
            return down.isPresent()
                    ? HistoryWriter.down(script.version().number(), down.get())
                    : null;
        } catch (InvalidScriptException unreadable) {
            remarks.add(
                    "The way back of migration %s is not recorded, since its file cannot be read: %s"
                            .formatted(script.label(), unreadable.detail().message()));
            return null;
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(script.fileName(Direction.DOWN), unreadable);
        }
    }

    /** A file that holds the way up alone is not read for it. */
    private static boolean mayHaveWayBack(SqlScript script) {
        return script.downText() != null || script.form().part() != Part.UP;
    }
}
