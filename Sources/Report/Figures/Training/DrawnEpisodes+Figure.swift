import Analysis
import Document

extension DrawnEpisodes {
    /// What a caption says of the decimation; needs the fact `neighbours`. Empty if every episode is drawn.
    var caption: String {
        neighbours == 1
            ? ""
            : " Lines go through the least and the greatest of every {{ figure.neighbours | grouped }} successive "
                + "values."
    }

    /// The column of the episodes beside the numbers drawn.
    var column: DataTable.Column { .init("episode", episodes) }
}
