package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whatever people and models say: the document is well-formed XML, and has the verbs of its template and no other. */
class TwimlIsTheTemplatesTest {

    private static final Path CORPUS = Path.of("src/test/resources/dev/trunkline/endtoend/hostile-tool-calls.jsonl");
    private static final int RANDOM_TEXTS = 200;

    private final DocumentBuilder parser = parser();

    private static List<String> hostile() throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(CORPUS)) {
            JsonNode pair = json.readTree(line);
            texts.add(pair.get(1).textValue());
        }
        Random random = new Random(13);
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j >= 0; j--) {
                text.append(
                        random.nextBoolean()
                                ? (char) random.nextInt(Character.MAX_VALUE + 1)
                                : "<>&\"'/]![CDATA-?xml".charAt(random.nextInt(19)));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void wordsStayWords() throws Exception {
        for (String words : hostile()) {
            boolean isSilent = words.isBlank();
            Document whisper = parsed(Twiml.say(words));
            assertThat(verbs(whisper)).isEqualTo(isSilent ? List.of("Response") : List.of("Response", "Say"));
            assertThat(verbs(parsed(Twiml.apologise(new Apologise(words, "+15550100009", "+15550100001"), 60))))
                    .isEqualTo(
                            isSilent
                                    ? List.of("Response", "Dial", "Number", "Hangup")
                                    : List.of("Response", "Say", "Dial", "Number", "Hangup"));
        }
    }

    @Test
    void whatIsDialledIsOneNumberOfTheConfigurationWithinItsTime() throws Exception {
        for (String name : hostile()) {
            Document document = parsed(Twiml.transfer(
                    new Transfer(name, "+15550100001", "+15550100002", 25),
                    "https://voice.example.com/twilio/dialed?sig=a&b=c",
                    "https://voice.example.com/twilio/whisper?sig=a&b=c",
                    600));

            assertThat(verbs(document)).containsExactly("Response", "Dial", "Number");
            Element dial = (Element) document.getElementsByTagName("Dial").item(0);
            assertThat(dial.getTextContent()).isEqualTo("+15550100001");
            assertThat(dial.getAttribute("timeLimit")).isEqualTo("600");
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = parsers.newDocumentBuilder();
            parser.setErrorHandler(null);
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Document parsed(String xml) throws Exception {
        return parser.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> verbs(Document document) {
        NodeList all = document.getElementsByTagName("*");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            names.add(all.item(i).getNodeName());
        }
        return names;
    }
}
