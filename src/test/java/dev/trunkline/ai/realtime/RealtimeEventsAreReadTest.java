package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts are examples of the reference, or what was seen of servers. */
class RealtimeEventsAreReadTest {

    private final RealtimeEventReader reader = new RealtimeEventReader();

    @Test
    void theSession() {
        assertThat(read(
                        "{'type':'session.created','event_id':'e','session':{'type':'realtime','object':'realtime.session',"
                                + "'id':'sess_1','model':'gpt-realtime','expires_at':1764500000}}"))
                .isEqualTo("SessionOpened[sessionId=sess_1, expiresAtSeconds=1764500000]");
        assertThat(read("{'type':'conversation.created','event_id':'e','conversation':{'id':'conv_1',"
                        + "'object':'realtime.conversation'}}"))
                .isEqualTo("SessionOpened[sessionId=conv_1, expiresAtSeconds=0]");
        assertThat(read(
                        "{'type':'session.updated','session':{'id':'sess_1','audio':{'input':{'format':{'type':'audio/pcmu'}},"
                                + "'output':{'format':{'type':'audio/pcm','rate':24000},'voice':'marin'}}}}"))
                .isEqualTo("SessionUpdated[sessionId=sess_1, expiresAtSeconds=0,"
                        + " hears=WireFormat[name=audio/pcmu, rateHz=0],"
                        + " speaks=WireFormat[name=audio/pcm, rateHz=24000]]");
        assertThat(read("{'type':'session.updated','session':{'id':'s','input_audio_format':'g711_ulaw',"
                        + "'output_audio_format':'pcm16','voice':{'name':'en-US-AvaNeural','type':'azure-standard'}}}"))
                .isEqualTo("SessionUpdated[sessionId=s, expiresAtSeconds=0, hears=WireFormat[name=g711_ulaw, rateHz=0],"
                        + " speaks=WireFormat[name=pcm16, rateHz=0]]");
    }

    @Test
    void theCaller() {
        assertThat(read("{'type':'input_audio_buffer.speech_started','audio_start_ms':1000,'item_id':'i'}"))
                .isEqualTo("SpeechStarted[itemId=i]");
        assertThat(read("{'type':'input_audio_buffer.speech_stopped','audio_end_ms':2000,'item_id':'i'}"))
                .isEqualTo("SpeechStopped[itemId=i, audioEndMillis=2000]");
        assertThat(read("{'type':'input_audio_buffer.committed','previous_item_id':null,'item_id':'i'}"))
                .isEqualTo("CallerCommitted[itemId=i]");
        assertThat(read("{'type':'conversation.item.input_audio_transcription.delta','item_id':'i','content_index':0,"
                        + "'delta':'Hel'}"))
                .isEqualTo("CallerText[itemId=i, text=Hel, extent=MORE]");
        assertThat(read("{'type':'conversation.item.input_audio_transcription.updated','item_id':'i',"
                        + "'transcript':'Hello the'}"))
                .isEqualTo("CallerText[itemId=i, text=Hello the, extent=SO_FAR]");
        assertThat(read("{'type':'conversation.item.input_audio_transcription.completed','item_id':'i',"
                        + "'content_index':0,'transcript':'Hello there.','usage':{'type':'duration','seconds':1}}"))
                .isEqualTo("CallerText[itemId=i, text=Hello there., extent=WHOLE]");
        assertThat(read("{'type':'conversation.item.input_audio_transcription.failed','item_id':'i','content_index':0,"
                        + "'error':{'type':'t','code':'audio_unintelligible','message':'m','param':null}}"))
                .isEqualTo("CallerNotUnderstood[itemId=i, code=audio_unintelligible, message=m]");
    }

    @Test
    void theAgent() {
        assertThat(read("{'type':'response.created','response':{'id':'r','status':'in_progress','output':[]}}"))
                .isEqualTo("ResponseCreated[responseId=r]");
        for (String name : new String[] {"output_audio_transcript", "audio_transcript"}) {
            assertThat(read("{'type':'response." + name + ".delta','response_id':'r','item_id':'i','delta':'Hi'}"))
                    .isEqualTo("AgentText[responseId=r, itemId=i, more=Hi]");
        }
        assertThat(read("{'type':'response.done','response':{'id':'r','status':'cancelled','status_details':"
                        + "{'type':'cancelled','reason':'turn_detected'}}}"))
                .isEqualTo("ResponseDone[responseId=r, status=cancelled, reason=turn_detected, code=, message=]");
        assertThat(read(
                        "{'type':'response.done','response':{'id':'r','status':'failed','status_details':{'type':'failed',"
                                + "'error':{'type':'server_error','code':null,'message':'busy'}}}}"))
                .isEqualTo("ResponseDone[responseId=r, status=failed, reason=, code=server_error, message=busy]");
        assertThat(read("{'type':'response.done','response':{'id':'r','status':'completed','status_details':null}}"))
                .isEqualTo("ResponseDone[responseId=r, status=completed, reason=, code=, message=]");
    }

    @Test
    void aFunctionCall() {
        assertThat(read(
                        "{'type':'response.function_call_arguments.done','response_id':'r','item_id':'i','output_index':0,"
                                + "'call_id':'c','name':'look_up','arguments':'{\\'a\\':1}'}"))
                .isEqualTo(
                        "FunctionCalled[responseId=r, callId=c, name=look_up, argumentsJson={\"a\":1}, isWhole=false]");
        assertThat(
                        read(
                                "{'type':'response.output_item.done','response_id':'r','output_index':0,'item':{'id':'i',"
                                        + "'type':'function_call','status':'completed','call_id':'c','name':'look_up','arguments':'{}'}}"))
                .isEqualTo("FunctionCalled[responseId=r, callId=c, name=look_up, argumentsJson={}, isWhole=true]");
        assertThat(read("{'type':'response.output_item.done','response_id':'r','output_index':0,'item':{'id':'i',"
                        + "'type':'function_call','status':'incomplete','call_id':'c','name':'n','arguments':'{'}}"))
                .endsWith("isWhole=false]");
        assertThat(read("{'type':'response.output_item.done','response_id':'r','item':{'type':'message'}}"))
                .isEqualTo("OfNoUse[type=response.output_item.done]");
    }

    @Test
    void anError() {
        assertThat(
                        read(
                                "{'type':'error','event_id':'e','error':{'type':'invalid_request_error','code':'session_expired',"
                                        + "'message':'Your session hit the maximum duration of 60 minutes.','param':null,'event_id':null}}"))
                .isEqualTo("Failed[type=invalid_request_error, code=session_expired,"
                        + " message=Your session hit the maximum duration of 60 minutes., causeId=]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | BAD_JSON",
                "{'type':'response.created'} {} | BAD_JSON",
                "{'type':'response.created' | BAD_JSON",
                "{} | MISSING_FIELD",
                "{'type':null} | MISSING_FIELD",
                "{'type':7} | WRONG_TYPE",
                "{'type':'response.output_audio.delta','item_id':'i'} | MISSING_FIELD",
                "{'type':'response.output_audio.delta','delta':'*'} | BAD_BASE64",
                "{'type':'response.output_item.done','item':{'type':'function_call','name':'n','arguments':'{}'}}"
                        + " | MISSING_FIELD",
                "{'type':'error','error':{'code':7}} | WRONG_TYPE",
            })
    void whatCannotBeUsedIsRejectedWithItsReason(String text, String reason) {
        assertThat(read(text)).isEqualTo("Rejected[reason=" + reason + "]");
    }

    @Test
    void whatIsNotKnownIsAValue() {
        assertThat(read("{'type':'response.thought.delta'}")).isEqualTo("Unknown[type=response.thought.delta]");
        assertThat(read("{'type':'rate_limits.updated','rate_limits':[]}"))
                .isEqualTo("OfNoUse[type=rate_limits.updated]");
    }

    private String read(String text) {
        byte[] bytes =
                Events.utf8(text.replace("\\'", "\\\u0001").replace('\'', '"').replace('\u0001', '"'));
        return Events.describe(reader.read(bytes, bytes.length));
    }

    @Test
    void millionsOfValuesAreNoEvent() {
        String values = "1,".repeat(150_000);
        String lists = "[],".repeat(60_000);

        assertThat(read("{'type':'x','a':[" + values + "1]}")).isEqualTo("Rejected[reason=BAD_JSON]");
        assertThat(read("{'type':'x','a':[" + lists + "1]}")).isEqualTo("Rejected[reason=BAD_JSON]");
        assertThat(read("{'type':'x','a':[" + values.substring(0, 80_000) + "1]}"))
                .isEqualTo("Unknown[type=x]");
    }

    @Test
    void whatIsTooLongForAnIdIsNone() {
        String id = "i".repeat(513);

        for (String event : new String[] {
            "{'type':'response.output_audio.delta','item_id':'%s','delta':'AAAA'}",
            "{'type':'response.output_audio_transcript.delta','response_id':'%s','item_id':'i','delta':'Hi'}",
            "{'type':'response.created','response':{'id':'%s'}}",
            "{'type':'input_audio_buffer.committed','item_id':'%s'}",
            "{'type':'conversation.item.input_audio_transcription.completed','item_id':'%s','transcript':'Hi'}",
            "{'type':'response.output_item.done','item':{'type':'function_call','name':'n','arguments':'','call_id':'%s'}}",
        }) {
            assertThat(read(event.formatted(id))).isEqualTo("Rejected[reason=TOO_LONG]");
            assertThat(read(event.formatted(id.substring(1)))).doesNotContain("Rejected");
        }
    }
}
