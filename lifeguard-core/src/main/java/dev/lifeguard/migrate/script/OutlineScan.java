package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into its sections.
 *
 * <p>A section is read as if it ran in a transaction. When a statement shows that it cannot, and
 * SET LOCAL above it was followed, the section is read once more: without a transaction the server
 * ignores SET LOCAL, so strings may end elsewhere.
 */
final class OutlineScan {

    private final ScriptSource script;
    private final Part part;

    /** What every section of it is. */
    private Transaction transaction;

    /** The marker that began the section, or null above the first one. */
    private ScriptItem.@Nullable Marker begun;

    /** The up section, or null until it is read. */
    private @Nullable Section up;

    OutlineScan(ScriptSource script) {
        this.script = script;
        part = script.form().part();
        transaction = script.form().transaction();
    }

    ScriptOutline read() throws IOException {
        Reading reading = readFromStart();
        while (reading.again() != null) {
            reading = readAgain(reading.again());
        }
        return Objects.requireNonNull(reading.outline());
    }

    /**
     * What reading on comes to.
     *
     * @param outline the whole, or null
     * @param again the section that has to be read anew, from its start, or null
     */
    private record Reading(@Nullable ScriptOutline outline, @Nullable SectionScan again) {}

    private Reading readFromStart() throws IOException {
        SectionKind first = part == Part.DOWN ? SectionKind.DOWN : SectionKind.UP;
        try (ScriptScanner scanner = ScriptScanner.open(script, script.start())) {
            SectionScan section = new SectionScan(script, first, scanner.place(), transaction);
            section.begin(scanner);
            return readFrom(section, scanner);
        }
    }

    private Reading readAgain(SectionScan section) throws IOException {
        try (ScriptScanner scanner = section.open()) {
            return readFrom(section, scanner);
        }
    }

    // A switch would be the only one by type on the way of a run, and takes 10 ms to set up.
    @SuppressWarnings("IfChainToSwitch")
    private Reading readFrom(SectionScan start, ScriptScanner scanner) throws IOException {
        SectionScan section = start;
        while (true) {
            ScriptItem item = scanner.next();
            if (item instanceof ScriptItem.Statement statement) {
                section.add(statement);
            } else if (item instanceof ScriptItem.End end) {
                return new Reading(finish(section, end), null);
            } else if (item instanceof ScriptItem.Marker marker) {
                section = next(section, marker);
                section.begin(scanner);
            } else if (item instanceof ScriptItem.PlacedDirective directive) {
                section.add(directive);
            } else if (item instanceof ScriptItem.OutsideAfterLocal outside) {
                return new Reading(null, section.again(outside));
            } else {
                throw refusal((ScriptItem.AlmostMarker) item);
            }
        }
    }

    private SectionScan next(SectionScan section, ScriptItem.Marker marker) {
        if (part != Part.WHOLE) {
            throw fault(
                    "The section marker \"%s\" stands in a file that is one section as a whole."
                            + " Take it out.",
                    marker);
        }
        if (begun == null) {
            transaction = section.above(marker);
        }
        switch (marker.kind()) {
            case UP -> checkUp(marker);
            case DOWN -> {
                checkDown(section, marker);
                up = section.finish(marker.before());
            }
        }
        begun = marker;
        return new SectionScan(script, marker.kind(), marker.section(), transaction);
    }

    private void checkUp(ScriptItem.Marker marker) {
        if (begun != null) {
            throw fault(
                    "A second up section begins with \"%s\". A script has one, before its down"
                            + " section. Put their statements together.",
                    marker);
        }
    }

    private void checkDown(SectionScan section, ScriptItem.Marker marker) {
        if (begun == null) {
            throw fault(
                    "The down section begins with \"%s\", but no up section is above it. Put"
                            + " \"{up}\" and its statements above it."
                                    .replace("{up}", script.form().marks().up()),
                    marker);
        }
        if (section.kind() == SectionKind.DOWN) {
            throw fault(
                    "A second down section begins with \"%s\". Put their statements together.",
                    marker);
        }
        section.checkBefore(marker);
    }

    private ScriptOutline finish(SectionScan section, ScriptItem.End end) {
        Section last = section.finish(end.byteOffset());
        return section.kind() == SectionKind.UP
                ? new ScriptOutline(last, null)
                : new ScriptOutline(up, last);
    }

    private InvalidScriptException refusal(ScriptItem.AlmostMarker almost) {
        String message =
                part == Part.WHOLE
                        ? MarkerComment.advice(almost)
                        : ("The comment \"%s\" is almost a section marker, but stands in a file"
                                        + " that is one section as a whole. Take it out, or word it"
                                        + " differently.")
                                .formatted(almost.text().strip());
        return almost.position().fault(message, script.content().fileName());
    }

    private InvalidScriptException fault(String message, ScriptItem.Marker marker) {
        return marker.position()
                .fault(message.formatted(marker.text()), script.content().fileName());
    }
}
