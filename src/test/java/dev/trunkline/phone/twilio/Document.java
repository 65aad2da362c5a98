package dev.trunkline.phone.twilio;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A TwiML document as Twilio's parser sees it. */
record Document(Element root) {

    static Document of(String xml) {
        try {
            return new Document(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement());
        } catch (Exception e) {
            throw new AssertionError("not XML: " + xml, e);
        }
    }

    /** The verbs in order. */
    List<String> verbs() {
        List<String> verbs = new ArrayList<>();
        for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            verbs.add(child.getNodeName());
        }
        return verbs;
    }

    String text(String element) {
        return element(element).getTextContent();
    }

    String attribute(String element, String name) {
        return element(element).getAttribute(name);
    }

    boolean has(String element, String attribute) {
        return element(element).hasAttribute(attribute);
    }

    private Element element(String name) {
        return (Element) root.getElementsByTagName(name).item(0);
    }
}
