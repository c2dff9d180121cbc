import Analysis
import Document

extension DrawnEpisodes {
    /// What a caption says of the decimation; needs the fact `neighbours`. Empty if every episode is drawn.
    var caption: String {
        neighbours == 1
            ? ""
            : " For display, each run of {{ figure.neighbours | grouped }} episodes is reduced to its minimum and "
                + "maximum."
    }

    /// The column of the episodes beside the numbers drawn.
    var column: DataTable.Column { .init("episode", episodes) }
}
