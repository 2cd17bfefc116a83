package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.io.IOException;

/** The field {@code plan}: what would run. */
final class JsonPlan {

    private JsonPlan() {}

    static void write(JsonGenerator json, Plan plan) throws IOException {
        json.writeArrayFieldStart("plan");
        for (PlannedStep step : PlannedRun.of(plan).planned()) {
            json.writeStartObject();
            JsonParts.version(json, step.version());
            json.writeStringField("name", step.name());
            JsonParts.repeatable(json, step.version());
            json.writeStringField("direction", step.direction().word());
            json.writeStringField("file", step.fileName());
            json.writeStringField("transaction", PlanText.transaction(step));
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
    }
}
