package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.endtoend.ApiContract.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API's document and the bridge say the same: every path is served and no other, every answer that is documented is brought
 * about and looks as it says, and every field is seen. What is asked stands in {@code api-exercises.yaml}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentIT {

    /** Answers that nobody can bring about here, and why. */
    private static final Map<String, String> NOT_TRIED = Map.ofEntries(
            Map.entry("watch 503", "a hundred sockets: EventFeedTest"),
            Map.entry("readRecording 500", "a key that is lost: SealedRecordingsTest"),
            Map.entry("ringBySoftphone 503", "a full bridge: SoftphoneCallsIT"),
            Map.entry("placeCall 409", "a number without a time zone: CallsArePlacedWhenTheyMayBeTest"),
            Map.entry("placeCall 429", "the lab has no limit a day: CallsArePlacedWhenTheyMayBeTest"),
            Map.entry("placeCall 503", "a disk that is full: NobodyIsDialledTwiceTest"),
            Map.entry("takeCallsAgain 409", "the process must have got a signal: DrainRoutesIT"),
            Map.entry("listRecords 503", "the database must be away: RecordRoutesIT"),
            Map.entry("readRecord 503", "likewise"),
            Map.entry("exportRecordsAsCsv 503", "likewise"),
            Map.entry("exportRecordsAsJson 503", "likewise"),
            Map.entry("eraseCaller 503", "likewise"));

    /** Messages that nobody gets here: only who reads too slowly loses events, as in EventFeedTest. */
    private static final Set<String> NOT_SEEN = Set.of("Lost.count", "Lost.type");

    private final ApiContract contract = ApiContract.read();
    private ApiScene scene;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        scene = ApiScene.begin(folder);
    }

    @AfterAll
    void end() {
        scene.close();
    }

    @Test
    void theDocumentIsValid() {
        assertThat(contract.mistakes()).isEmpty();
    }

    @Test
    void theRoutesAreThoseOfTheDocumentAndNoOther() {
        Set<String> documented = new TreeSet<>();
        contract.operations().forEach(operation -> documented.add(operation.method() + " " + operation.path()));

        assertThat(scene.routes()).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void everyOperationAsksForATokenAndARole() throws Exception {
        for (Operation operation : contract.operations()) {
            String path = operation.path().replaceAll("\\{[a-z]+}", "nobody");
            ApiScene.Answer unknown = scene.ask(null, operation.method(), path, null);
            assertThat(unknown.status()).as(operation.id()).isEqualTo(401);
            assertThat(contract.mistakes(operation, unknown)).as(operation.id()).isEmpty();
            String less = operation.lesserRole();
            if (less != null) {
                ApiScene.Answer refused = scene.ask(less, operation.method(), path, null);
                assertThat(refused.status()).as(operation.id()).isEqualTo(403);
                assertThat(contract.mistakes(operation, refused))
                        .as(operation.id())
                        .isEmpty();
            }
        }
    }

    @Test
    void everyAnswerIsBroughtAboutAndLooksAsDocumented() throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<String> left = new TreeSet<>();
        for (Operation operation : contract.operations()) {
            left.addAll(operation.answers());
            for (JsonNode exercise : contract.exercises(operation)) {
                ApiScene.Answer answer = scene.exercise(operation, exercise);
                String what = operation.id() + " " + exercise;
                if (answer.status() != exercise.path("status").intValue()) {
                    wrong.add(what + " got " + answer.status() + " " + answer.body());
                }
                contract.mistakes(operation, answer).forEach(mistake -> wrong.add(what + ": " + mistake));
                left.remove(operation.id() + " " + answer.status());
            }
        }
        left.removeIf(each -> each.endsWith(" 401") || each.endsWith(" 403")); // of every operation, above
        left.removeAll(NOT_TRIED.keySet());

        assertThat(wrong).isEmpty();
        assertThat(left).as("documented, and brought about by no exercise").isEmpty();
        Set<String> unseen = contract.unseenFields();
        unseen.removeAll(NOT_SEEN);
        assertThat(unseen).as("documented, and seen in no answer").isEmpty();
    }
}
