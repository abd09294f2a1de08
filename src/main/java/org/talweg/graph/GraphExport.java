package org.talweg.graph;

import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.AttributeType;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.dot.DOTExporter;
import org.jgrapht.nio.graphml.GraphMLExporter;
import org.jgrapht.nio.graphml.GraphMLExporter.AttributeCategory;
import org.talweg.exact.Enclosure;

/**
 * Writes a region graph as GraphML or DOT. Nodes {@code r0, r1, ...} carry {@code region}, {@code orbit}, edges {@code kind}; both carry
 * {@code lower} and {@code upper}, exact texts {@code p/q} between which the value lies, and {@code value}, a double near it.
 */
public final class GraphExport {

    /** Binary places of the exact texts, rounded outward. */
    private static final int BITS = 96;

    private GraphExport() {}

    /** Writes GraphML. */
    public static void graphMl(WholeGraph graph, Writer out) {
        GraphMLExporter<RegionNode, RegionEdge> exporter = new GraphMLExporter<>(node -> "r" + node.index());
        // A name registered twice, once for nodes and once for edges, would be kept for edges only.
        exporter.registerAttribute("lower", AttributeCategory.ALL, AttributeType.STRING);
        exporter.registerAttribute("upper", AttributeCategory.ALL, AttributeType.STRING);
        exporter.registerAttribute("value", AttributeCategory.ALL, AttributeType.DOUBLE);
        exporter.registerAttribute("region", AttributeCategory.NODE, AttributeType.STRING);
        exporter.registerAttribute("orbit", AttributeCategory.NODE, AttributeType.STRING);
        exporter.registerAttribute("kind", AttributeCategory.EDGE, AttributeType.STRING);
        exporter.setVertexAttributeProvider(GraphExport::attributes);
        exporter.setEdgeAttributeProvider(GraphExport::attributes);
        exporter.exportGraph(graph.graph(), out);
    }

    /** Writes DOT. */
    public static void dot(WholeGraph graph, Writer out) {
        DOTExporter<RegionNode, RegionEdge> exporter = new DOTExporter<>(node -> "r" + node.index());
        exporter.setVertexAttributeProvider(node -> {
            Map<String, Attribute> attributes = attributes(node);
            attributes.put(
                    "label", text(node.region() + "\\n" + shortText(node.value().enclosure())));
            return attributes;
        });
        exporter.setEdgeAttributeProvider(edge -> {
            Map<String, Attribute> attributes = attributes(edge);
            attributes.put("label", text(shortText(edge.value().enclosure())));
            return attributes;
        });
        exporter.exportGraph(graph.graph(), out);
    }

    private static Map<String, Attribute> attributes(RegionNode node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("region", text(node.region().toString()));
        attributes.put("orbit", text(node.orbit().toString()));
        addValue(attributes, node.value().enclosure());
        return attributes;
    }

    private static Map<String, Attribute> attributes(RegionEdge edge) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("kind", text(edge.move().kind().toString()));
        addValue(attributes, edge.value().enclosure());
        return attributes;
    }

    private static void addValue(Map<String, Attribute> attributes, Enclosure value) {
        Enclosure rounded = value.roundOutward(BITS);
        attributes.put("lower", text(rounded.lower().toString()));
        attributes.put("upper", text(rounded.upper().toString()));
        attributes.put(
                "value", DefaultAttribute.createAttribute(rounded.middle().doubleValue()));
    }

    private static String shortText(Enclosure value) {
        return String.format(Locale.ROOT, "%.6g", value.middle().doubleValue());
    }

    private static Attribute text(String text) {
        return DefaultAttribute.createAttribute(text);
    }
}
