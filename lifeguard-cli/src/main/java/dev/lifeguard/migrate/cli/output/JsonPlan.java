package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.catalog.HookScript;
import java.io.IOException;
import java.util.List;

/** The field {@code plan}: what would run. */
final class JsonPlan {

    private JsonPlan() {}

    /** Not there where there is none. */
    private static void hooks(JsonGenerator json, List<PlannedHook> hooks) throws IOException {
        if (hooks.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("hooks");
        for (PlannedHook hook : hooks) {
            json.writeStartObject();
            json.writeStringField("moment", HookScript.word(hook.moment()));
            json.writeStringField("file", hook.fileName());
            json.writeStringField("source", hook.source());
            statements(json, hook.ofRun());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void statements(JsonGenerator json, PlannedStep step) throws IOException {
        json.writeArrayFieldStart("statements");
        for (PlanText.PlannedStatement statement : PlanText.statements(step)) {
            json.writeStartObject();
            json.writeNumberField("number", statement.number());
            json.writeNumberField("line", statement.line());
            json.writeStringField("summary", statement.summary());
            json.writeStringField("sql", statement.sql());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, Plan plan) throws IOException {
        hooks(json, PlannedRun.of(plan).around());
        json.writeArrayFieldStart("plan");
        for (PlannedStep step : PlannedRun.of(plan).planned()) {
            json.writeStartObject();
            JsonParts.version(json, step.version());
            json.writeStringField("name", step.name());
            JsonParts.repeatable(json, step.version());
            json.writeStringField("direction", step.direction().word());
            json.writeStringField("file", step.fileName());
            json.writeStringField("transaction", PlanText.transaction(step));
            statements(json, step);
            if (!PlanText.left(step).isEmpty()) {
                json.writeArrayFieldStart("left");
                for (String left : PlanText.left(step)) {
                    json.writeString(left);
                }
                json.writeEndArray();
            }
            json.writeStringField("historyWrite", PlanText.historyWrite(step));
            json.writeEndObject();
        }
        json.writeEndArray();
        StakeText.write(json, plan.atStake());
    }
}
