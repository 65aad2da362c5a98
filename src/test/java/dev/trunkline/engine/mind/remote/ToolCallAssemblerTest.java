package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.Trigger;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pieces of tool calls as servers send them: one chunk an array, one after the other. */
class ToolCallAssemblerTest {

    private static final DialogRequest CONVERSATION = DialogRequest.of(
            List.of(),
            List.of(
                    new ToolDefinition("look", "", "{}", ""),
                    new ToolDefinition("look_up", "", "{}", ""),
                    new ToolDefinition("pay", "", "{}", "")),
            new Trigger.CallerSpoke("Hi", true, false));

    /** The calls that come of these chunks, as {@code name arguments}. */
    private static List<String> calls(String... chunks) throws IOException {
        ToolCallAssembler calls = new ToolCallAssembler(Functions.names(CONVERSATION));
        for (String chunk : chunks) {
            calls.nextChunk();
            new ObjectMapper().readTree(chunk.replace('\'', '"')).forEach(calls::add);
        }
        return calls.requests(CONVERSATION).stream()
                .map(request -> request.name() + " " + request.parametersJson().replace('"', '\''))
                .toList();
    }

    private static String piece(String text) {
        return text.replace("A(", "'function':{'name':'look','arguments':'")
                .replace("B(", "'function':{'name':'pay','arguments':'")
                .replace("-(", "'function':{'arguments':'")
                .replace(")", "'}");
    }

    /** Two calls, look {"a":1} and pay {"b":2}, each in two parts where the spelling has parts; ~ is a quote within arguments. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "by index, id on the first part        | [{'index':0,'id':'x',A({~a~)}] | [{'index':0,-(:1})}] | [{'index':1,'id':'y',B({~b~)}] | [{'index':1,-(:2})}]",
                "id on every part                      | [{'index':0,'id':'x',A({~a~)}] | [{'index':0,'id':'x',-(:1})}] | [{'index':1,'id':'y',B({~b~)}] | [{'index':1,'id':'y',-(:2})}]",
                "interleaved                           | [{'index':0,'id':'x',A({~a~)}] | [{'index':1,'id':'y',B({~b~)}] | [{'index':0,-(:1})}] | [{'index':1,-(:2})}]",
                "index always 0                        | [{'index':0,'id':'x',A({~a~)}] | [{'index':0,'id':'x',-(:1})}] | [{'index':0,'id':'y',B({~b~)}] | [{'index':0,'id':'y',-(:2})}]",
                "index always 0, id on the first part  | [{'index':0,'id':'x',A({~a~)}] | [{'index':0,-(:1})}] | [{'index':0,'id':'y',B({~b~)}] | [{'index':0,-(:2})}]",
                "index always 0, no id                 | [{'index':0,A({~a~)}] | [{'index':0,-(:1})}] | [{'index':0,B({~b~)}] | [{'index':0,-(:2})}]",
                "no index                              | [{'id':'x',A({~a~)}] | [{'id':'x',-(:1})}] | [{'id':'y',B({~b~)}] | [{'id':'y',-(:2})}]",
                "no index, id on the first part        | [{'id':'x',A({~a~)}] | [{-(:1})}] | [{'id':'y',B({~b~)}] | [{-(:2})}]",
                "nothing but order                     | [{A({~a~)}] | [{-(:1})}] | [{B({~b~)}] | [{-(:2})}]",
                "null index and id                     | [{'index':null,'id':null,A({~a~)}] | [{'index':null,'id':null,-(:1})}] | [{'index':null,'id':null,B({~b~)}] | [{-(:2})}]",
                "empty id on later parts               | [{'index':0,'id':'x',A({~a~)}] | [{'index':0,'id':'',-(:1})}] | [{'index':1,'id':'y',B({~b~)}] | [{'index':1,'id':'',-(:2})}]",
                "another id on every part              | [{'index':0,'id':'x',A({~a~)}] | [{'index':0,'id':'x2',-(:1})}] | [{'index':1,'id':'y',B({~b~)}] | [{'index':1,'id':'y2',-(:2})}]",
                "name on every part                    | [{'index':0,'id':'x',A({~a~)}] | [{'index':0,'id':'x',A(:1})}] | [{'index':1,'id':'y',B({~b~)}] | [{'index':1,'id':'y',B(:2})}]",
                "name on every part, no id             | [{'index':0,A({~a~)}] | [{'index':0,A(:1})}] | [{'index':1,B({~b~)}] | [{'index':1,B(:2})}]",
                "whole, in one chunk                   | [{'id':'x',A({~a~:1})},{'id':'y',B({~b~:2})}] | [] | [] | []",
                "whole, in one chunk, nothing else     | [{A({~a~:1})},{B({~b~:2})}] | [] | [] | []",
                "whole, in one chunk, one index        | [{'index':0,A({~a~:1})},{'index':0,B({~b~:2})}] | [] | [] | []",
                "whole, one id                         | [{'id':'x',A({~a~:1})}] | [{'id':'x',B({~b~:2})}] | [] | []",
                "whole, then told again                | [{'index':0,'id':'x',A({~a~:1})}] | [{'index':0,'id':'x',A({~a~:1})}] | [{'index':1,'id':'y',B({~b~:2})}] | [{'index':1,'id':'y',B()}]",
                "text for an index                     | [{'index':'0','id':'x',A({~a~)}] | [{'index':'0',-(:1})}] | [{'index':'1','id':'y',B({~b~)}] | [{'index':'1',-(:2})}]",
            })
    void twoCallsAreTwoCalls(String spelling, String first, String second, String third, String fourth)
            throws IOException {
        String[] chunks = {first, second, third, fourth};
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = piece(chunks[i]).replace("~", "\\'");
        }

        assertThat(calls(chunks)).as(spelling).containsExactly("look {'a':1}", "pay {'b':2}");
    }

    @Test
    void theSameToolTwiceIsTwoCalls() throws IOException {
        assertThat(calls(
                        piece("[{'index':0,'id':'x',A({})}]"),
                        piece("[{'index':0,'id':'y',A({})}]"),
                        piece("[{'index':1,A({})},{'index':2,A({})}]")))
                .hasSize(4);
        assertThat(calls(piece("[{A({})},{A({})}]"))).hasSize(2);
    }

    @Test
    void aNameMayComeInPieces() throws IOException {
        assertThat(calls(
                        "[{'index':0,'id':'x','function':{'name':'look'}}]",
                        "[{'index':0,'function':{'name':'_up','arguments':''}}]",
                        "[{'index':0,'function':{'arguments':'{}'}}]"))
                .containsExactly("look_up {}");
        assertThat(calls(
                        "[{'id':'x','function':{'name':'lo'}}]",
                        "[{'function':{'name':'ok_'}}]",
                        "[{'function':{'name':'up'}}]"))
                .containsExactly("look_up {}");
    }

    @Test
    void aNameMayBeRepeatedOrGrow() throws IOException {
        assertThat(calls("[{'function':{'name':'pay'}}]", "[{'function':{'name':'pay','arguments':'{}'}}]"))
                .containsExactly("pay {}");
        assertThat(calls(
                        "[{'id':'x','function':{'name':'look'}}]",
                        "[{'id':'x','function':{'name':'look_up','arguments':'{}'}}]"))
                .containsExactly("look_up {}");
    }

    @Test
    void argumentsMayBeAnObjectOrNothingOrTextTwice() throws IOException {
        assertThat(calls("[{'function':{'name':'pay','arguments':{'a':1}}}]")).containsExactly("pay {'a':1}");
        assertThat(calls("[{'function':{'name':'pay','arguments':null}}]")).containsExactly("pay {}");
        assertThat(calls("[{'function':{'name':'pay'}}]")).containsExactly("pay {}");
        assertThat(calls("[{'name':'pay','arguments':{'a':1}}]")).containsExactly("pay {'a':1}");
        assertThat(calls("[{'function':{'name':'functions.pay','arguments':'{}'}}]"))
                .containsExactly("pay {}");
    }
}
