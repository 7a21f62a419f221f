"""What has to be made, the processes that make it, and how it comes into the folder of results."""
