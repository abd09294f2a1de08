package org.talweg.graph;

import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.AttributeType;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.dot.DOTExporter;
import org.jgrapht.nio.graphml.GraphMLExporter;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

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
        for (GraphMLExporter.AttributeCategory category : new GraphMLExporter.AttributeCategory[] {
            GraphMLExporter.AttributeCategory.NODE, GraphMLExporter.AttributeCategory.EDGE
        }) {
            exporter.registerAttribute("lower", category, AttributeType.STRING);
            exporter.registerAttribute("upper", category, AttributeType.STRING);
            exporter.registerAttribute("value", category, AttributeType.DOUBLE);
        }
        exporter.registerAttribute("region", GraphMLExporter.AttributeCategory.NODE, AttributeType.STRING);
        exporter.registerAttribute("orbit", GraphMLExporter.AttributeCategory.NODE, AttributeType.STRING);
        exporter.registerAttribute("kind", GraphMLExporter.AttributeCategory.EDGE, AttributeType.STRING);
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
                    "label", text(node.region() + "\n" + shortText(node.value().enclosure())));
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
        Rational middle = rounded.middle();
        attributes.put("value", DefaultAttribute.createAttribute(middle.doubleValue()));
    }

    private static String shortText(Enclosure value) {
        return String.format(java.util.Locale.ROOT, "%.6g", value.middle().doubleValue());
    }

    private static Attribute text(String text) {
        return DefaultAttribute.createAttribute(text);
    }
}
