package dev.trunkline.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.wire.ServerMessage.AssistantEnd;
import dev.trunkline.engine.wire.ServerMessage.AssistantMessage;
import dev.trunkline.engine.wire.ServerMessage.AssistantProsody;
import dev.trunkline.engine.wire.ServerMessage.AudioOutput;
import dev.trunkline.engine.wire.ServerMessage.ChatMetadata;
import dev.trunkline.engine.wire.ServerMessage.Failure;
import dev.trunkline.engine.wire.ServerMessage.ToolCall;
import dev.trunkline.engine.wire.ServerMessage.ToolError;
import dev.trunkline.engine.wire.ServerMessage.ToolResponse;
import dev.trunkline.engine.wire.ServerMessage.UserInterruption;
import dev.trunkline.engine.wire.ServerMessage.UserMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerMessagesAreWrittenTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageIsItsGoldenLine(ServerMessage message, String golden) throws JsonProcessingException {
        String line = golden.replace('\'', '"');

        assertThat(JSON.readTree(ServerCodec.text(message))).isEqualTo(JSON.readTree(line));
        assertThat(ServerCodec.text(message)).startsWith(line.substring(0, line.indexOf('"', 9) + 1));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageNamesTheSessionOfAClientThatDid(ServerMessage message, String golden)
            throws JsonProcessingException {
        String named = golden.replace('\'', '"').replaceFirst("\\}$", ",\"custom_session_id\":\"s \u00fc\"}");

        String text = new String(ServerCodec.encode(message, "s \u00fc"), StandardCharsets.UTF_8);

        assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree(named));
    }

    static Stream<Arguments> messages() {
        Map<String, Double> scores = Map.of("Joy", 0.5);
        String prosody = "'models':{'prosody':{'scores':{'Joy':0.5}}}";
        return Stream.of(
                Arguments.of(
                        new ChatMetadata("c", "g", "r"),
                        "{'type':'chat_metadata','chat_id':'c','chat_group_id':'g','request_id':'r'}"),
                Arguments.of(
                        new UserMessage("Hi \"x\"", scores, false, true, 20, 40, "en"),
                        "{'type':'user_message','message':{'role':'user','content':'Hi \\'x\\''}," + prosody
                                + ",'from_text':false,'interim':true,'time':{'begin':20,'end':40},'language':'en'}"),
                Arguments.of(
                        new UserMessage("Hi", Map.of(), true, false, 0, 0, null),
                        "{'type':'user_message','message':{'role':'user','content':'Hi'},'models':{}"
                                + ",'from_text':true,'interim':false,'time':{'begin':0,'end':0}}"),
                Arguments.of(
                        new AssistantMessage("a", "Yes.", scores, false, true, "de"),
                        "{'type':'assistant_message','id':'a','message':{'role':'assistant','content':'Yes.'},"
                                + prosody + ",'from_text':false,'is_quick_response':true,'language':'de'}"),
                Arguments.of(
                        new AssistantMessage("a", "", Map.of(), true, false, null),
                        "{'type':'assistant_message','id':'a','message':{'role':'assistant','content':''}"
                                + ",'models':{},'from_text':true,'is_quick_response':false}"),
                Arguments.of(
                        new AssistantProsody("a", scores), "{'type':'assistant_prosody','id':'a'," + prosody + "}"),
                Arguments.of(
                        new AudioOutput("a", 3, "UklGRg=="),
                        "{'type':'audio_output','id':'a','index':3,'data':'UklGRg=='}"),
                Arguments.of(new AssistantEnd(), "{'type':'assistant_end'}"),
                Arguments.of(new UserInterruption(1_764_000_000L), "{'type':'user_interruption','time':1764000000}"),
                Arguments.of(
                        new ToolCall("t", "look_up", "{}", false, true),
                        "{'type':'tool_call','tool_call_id':'t','name':'look_up','parameters':'{}'"
                                + ",'tool_type':'function','response_required':true}"),
                Arguments.of(
                        new ToolResponse("t", "web_search", "found", true),
                        "{'type':'tool_response','tool_call_id':'t','content':'found','tool_name':'web_search'"
                                + ",'tool_type':'builtin'}"),
                Arguments.of(
                        new ToolError("t", "gone", "x", "Later.", true),
                        "{'type':'tool_error','tool_call_id':'t','error':'gone','code':'x','content':'Later.'"
                                + ",'level':'warn','tool_type':'builtin'}"),
                Arguments.of(
                        new ToolError("t", "gone", null, "", false),
                        "{'type':'tool_error','tool_call_id':'t','error':'gone','level':'warn','tool_type':'function'}"),
                Arguments.of(
                        new Failure(Problem.BAD_FIELD, "No.", "r"),
                        "{'type':'error','code':'E0101','slug':'invalid_message','message':'No.','request_id':'r'}"));
    }
}
